/**
 * The members of an object that the parsing thread hands over: `true` takes all of a value, a key that ends in `*` takes every key that
 * begins so, lists are taken item by item.
 */
export type Fields = true | { [key: string]: Fields };
