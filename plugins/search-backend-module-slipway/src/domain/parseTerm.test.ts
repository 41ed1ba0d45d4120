import { parseTerm } from './parseTerm';

describe('parseTerm', () => {
  it.each<[string, string, string[] | undefined]>([
    ['takes words apart', 'Checkout  API', ['checkout', 'api']],
    ['keeps what belongs to a name', 'checkout-api v1.4.2', ['checkout-api', 'v1.4.2']],
    ['keeps addresses', 'priya@example.com', ['priya@example.com']],
    ['drops what is no word', "& | ! ( ) : * ' \\ <->", undefined],
    ['takes each word once', 'pay pay', ['pay']],
    ['takes eight words at the most', 'a b c d e f g h i j', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']],
    ['has nothing of white space', '  ', undefined],
  ])('%s', (_, typed, words) => {
    expect(parseTerm(typed)?.words).toEqual(words);
  });
});
