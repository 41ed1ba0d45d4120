import { cell, running } from '../__testUtils__/rows';
import { describeCell } from './cellWords';

describe('describeCell', () => {
  it.each([
    ['a healthy cell', cell('dev'), { version: '1.0.0', word: 'Healthy', detail: undefined }],
    ['a spread over targets', cell('dev', { spread: '2 of 3 on v1.4' }), { version: '2 of 3 on v1.4' }],
    [
      'how many and why, without the word again',
      cell('dev', { word: 'Degraded', count: '2 of 3 degraded', why: 'probe failed' }),
      { word: 'Degraded', detail: '2 of 3 · probe failed' },
    ],
    [
      'why, without what its row names',
      cell('dev', { word: 'Degraded', why: 'Deployment shop/cart: 1 of 4 pods ready' }),
      { detail: '1 of 4 pods ready', whole: 'Deployment shop/cart: 1 of 4 pods ready' },
    ],
    [
      'the last answer of a silent source',
      cell('dev', { word: 'Degraded', lastHeardAt: '2026-03-14T13:51:00Z' }),
      { word: 'Last heard', detail: 'was degraded' },
    ],
    [
      'a version that nobody knows',
      cell('dev', { version: { name: null }, word: 'Unknown' }),
      { version: 'version unknown', known: false },
    ],
    ['nothing that runs', cell('dev', { version: { name: null }, word: 'Not deployed' }), { version: '—', known: false }],
    ['the version that is wanted', cell('dev', { word: 'Syncing', desired: { name: '1.1.0' } }), { wanted: '1.1.0' }],
    [
      'a rolling update by its pods',
      cell('dev', {
        word: 'Rolling out',
        spread: '2 of 3 on 1.0.0',
        running: [running('1.0.0', 'stable', 2), running('1.1.0', 'canary', 1)],
        why: 'Waiting for rollout.',
      }),
      { version: '2 of 3 on 1.0.0', beside: [{ version: '1.1.0' }], detail: 'on 1 of 3 pods · Waiting for rollout.' },
    ],
    [
      'a canary by its weight, and what is wanted but once',
      cell('dev', {
        word: 'Suspended',
        behind: 2,
        desired: { name: '1.1.0' },
        running: [running('1.0.0', 'stable', 4), running('1.1.0', 'canary', 1, { weight: 20 })],
      }),
      {
        version: '1.0.0',
        beside: [{ version: '1.1.0', share: 'at 20 %' }],
        wanted: undefined,
        behind: undefined,
        detail: 'canary on 1 of 5 pods · 2 behind',
      },
    ],
    [
      'why an image is not linked',
      cell('dev', { word: 'Not linked', why: 'The image names no commit.' }),
      { word: 'Not linked', look: { shape: 'notLinked', role: 'neutral' }, detail: 'The image names no commit.' },
    ],
  ])('says %s', (_what, given, expected) => {
    expect(describeCell(given)).toMatchObject(expected);
  });
});
