import { noMatchWords } from './noMatchWords';

describe('noMatchWords', () => {
  it.each([
    [{ q: '', owner: [], system: [], state: 'attention' as const }, 'No service needs attention'],
    [{ q: '', owner: ['group:default/checkout'], system: [], environment: 'dev' }, 'No service of checkout is known in dev'],
    [{ q: 'zz', owner: [], system: [] }, 'No service has “zz” in its name or version'],
    [{ q: 'zz', owner: [], system: [], state: 'motion' as const }, 'No service with “zz” in its name or version is in motion'],
  ])('says what no service does', (filters, expected) => {
    expect(noMatchWords(filters)).toBe(expected);
  });
});
