import { Source } from '@slipway/plugin-delivery-common';
import { auditWord, feedsOf, sourcesSentence, sourceWord } from './sourceWords';

const source = (more: Partial<Source>): Source => ({ name: 'argocd/main', state: 'live', silent: false, lastHeardAt: null, ...more });

describe('how a source is doing', () => {
  it.each<[string, Partial<Source>, string]>([
    ['is heard', {}, 'Live'],
    ['is not heard', { silent: true }, 'Silent'],
    ['does not answer', { silent: true, state: 'retrying' }, 'Silent. It does not answer; Slipway keeps trying.'],
    ['failed, which says more than its silence', { silent: true, state: 'failed' }, 'Failed'],
    ['only sends', { state: 'posted' }, 'Posts. It only sends, so its silence says nothing.'],
  ])('%s', (_, more, said) => {
    const { word, detail } = sourceWord(source(more));
    expect([word, detail].filter(Boolean).join('. ')).toBe(said);
  });

  it('says what the audit found', () => {
    const at = '2026-03-14T10:00:00Z';
    expect(auditWord(source({ lastAudit: { at, compared: 1284, different: 0 } }))?.word).toBe('No difference among 1,284');
    expect(auditWord(source({ lastAudit: { at, compared: 1284, different: 3 } }))?.word).toBe('3 of 1,284 differed, mended');
    expect(auditWord(source({ lastAudit: null }))).toBeUndefined();
  });

  it('sums the sources up', () => {
    expect(sourcesSentence([source({})])).toBe('1 source, all heard');
    expect(sourcesSentence([source({}), source({ state: 'retrying' })])).toBe('2 sources, 1 does not answer');
    expect(sourcesSentence([source({}), source({ silent: true }), source({ state: 'failed' })])).toBe('3 sources, 1 silent, 1 failed');
  });

  it('says what a source of ours tells of, and nothing of one that posts', () => {
    expect(feedsOf('registry/main')).toBe('images');
    expect(feedsOf('our-ci')).toBeUndefined();
  });
});
