import { render, screen } from '@testing-library/react';
import { cell, running } from '../__testUtils__/rows';
import { StageTile } from './StageTile';

const why = 'The image names no commit; add the label.';
const stage = {
  environment: 'production',
  version: '1.0.0',
  commit: null,
  why: 'r.example.com/cart:1: the image names no commit; add the label',
  behind: null,
  targets: [],
};
const tell = () => screen.getByRole('region', { name: 'production' }).textContent;

describe('the tile of an environment', () => {
  it('says what a canary runs beside the stable version', () => {
    const both = [running('1.0.0', 'stable', 4), running('1.1.0', 'canary', 1, { weight: 20 })];
    render(<StageTile content={{ cell: cell('production', { running: both }) }} last />);
    expect(tell()).toContain('In production1.0.01.1.0 at 20 %, canary on 1 of 5 podsHealthy');
  });

  it('counts the pods of a rolling update', () => {
    const both = [running('1.0.0', 'stable', 2), running('1.1.0', 'canary', 1)];
    render(<StageTile content={{ cell: cell('production', { spread: '2 of 3 on 1.0.0', running: both }) }} last={false} />);
    expect(tell()).toContain('2 of 3 on 1.0.01.1.0 on 1 of 3 pods');
  });

  it('says why an image is not linked, and says it once', () => {
    const content = { cell: cell('production', { word: 'Not linked', why }), stage };
    const { unmount } = render(<StageTile content={content} last={false} />);
    expect(tell()).toContain('Not linked: the image names no commit; add the label');
    unmount();
    render(<StageTile content={content} last />);
    expect(tell()?.match(/the image names no commit/gi)).toHaveLength(1);
  });
});
