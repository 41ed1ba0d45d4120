import { RunningVersion } from '@slipway/plugin-delivery-common';
import { running } from '../__testUtils__/rows';
import { besideSentence, besideTexts, runningSentences } from './running';

describe('what runs beside the stable version', () => {
  it.each<[string, RunningVersion[] | undefined, string[]]>([
    ['says nothing while one version runs', undefined, []],
    ['counts the pods of a rolling update', [running('1.4', 'stable', 2), running('1.5', 'canary', 1)], ['1.5 on 1 of 3 pods']],
    [
      'says the weight of a canary, and its pods',
      [running('1.4', 'stable', 4), running('1.5', 'canary', 1, { weight: 20 })],
      ['1.5 at 20 %, canary on 1 of 5 pods'],
    ],
    [
      'says the weight of one that was given up',
      [running('1.4', 'stable', 1), running('1.5', 'canary', 1, { weight: 0, ready: 0 })],
      ['1.5 at 0 %, canary on 1 of 2 pods, none ready'],
    ],
    ['counts a preview by itself', [running('1.4', 'stable', 2), running('1.5', 'preview', 1)], ['1.5 preview, on 1 pod']],
    [
      'says how many are ready where not all are',
      [running('1.4', 'stable', 2), running('1.5', 'canary', 3, { ready: 1 })],
      ['1.5 on 3 of 5 pods, 1 ready'],
    ],
    ['says that a version is not known', [running('1.4', 'stable', 2), running(null, 'canary', 1)], ['version unknown on 1 of 3 pods']],
  ])('%s', (_, given, expected) => {
    expect(besideTexts(given).map(besideSentence)).toEqual(expected);
  });

  it('is listed after the stable one', () => {
    const both = [running('1.4', 'stable', 4), running('1.5', 'canary', 1, { weight: 20 })];
    expect(runningSentences(both)).toEqual(['1.4 on 4 of 5 pods', '1.5 at 20 %, canary on 1 of 5 pods']);
    expect(runningSentences([running('1.4', 'stable', 3, { ready: 2 })])).toEqual(['1.4 on 3 of 3 pods, 2 ready']);
  });
});
