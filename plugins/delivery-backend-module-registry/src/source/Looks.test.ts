import { Looks } from './Looks';

const MINUTE = 60_000;

/** How often a registry would be asked within an hour for as many tags as given. */
function asked(tags: number): number {
  let now = 0;
  let draw = 0;
  const looks = new Looks(
    () => now,
    () => draw++ / tags,
  );
  looks.replace(Array.from({ length: tags }, (_, index) => ({ repository: 'registry.example.com/shop/cart', tag: `v${index}` })));
  let count = 0;
  for (; now < 60 * MINUTE; now += 1_000) {
    for (const image of looks.due()) {
      count += 1;
      looks.done(image, true);
    }
  }
  return count;
}

describe('Looks', () => {
  it.each([
    ['one tag is looked at every minute', 1, 60],
    ['sixty tags are looked at every minute', 60, 3_600],
    ['ten thousand tags are looked at no more often together than sixty', 10_000, 3_600],
  ])('%s', (_, tags, times) => {
    expect(asked(tags)).toBe(times);
  });
});
