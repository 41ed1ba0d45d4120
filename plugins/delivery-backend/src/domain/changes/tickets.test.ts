import { TicketRule, ticketsOf } from './tickets';

const REPOSITORY = 'git.example.com/shop/cart';

it.each<[string, string[], TicketRule[], string[]]>([
  ['a number of the host', ['Mend the sum (#12)'], [], [`#12 https://${REPOSITORY}/issues/12`]],
  ['each once', ['Mend #12', 'Mend it again, #12'], [], [`#12 https://${REPOSITORY}/issues/12`]],
  ['no colour and no anchor', ['Paint it #123abc, see page#12'], [], []],
  [
    'by a rule, and then numbers count no more',
    ['CART-7: mend the sum (#12)'],
    [{ pattern: '\\b[A-Z]+-\\d+\\b', url: 'https://tickets.example.com/browse/$0' }],
    ['CART-7 https://tickets.example.com/browse/CART-7'],
  ],
  [
    'by a group of a rule, encoded',
    ['fixes [a b]'],
    [{ pattern: 'fixes \\[([^\\]]+)\\]', url: 'https://t.example.com/?q=$1' }],
    ['fixes [a b] https://t.example.com/?q=a%20b'],
  ],
])('tickets are found: %s', (_, texts, rules, expected) => {
  expect(ticketsOf(texts, rules, REPOSITORY).map(({ id, url }) => `${id} ${url}`)).toEqual(expected);
});
