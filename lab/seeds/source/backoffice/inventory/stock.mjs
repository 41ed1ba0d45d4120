/** What is left of an article after an order; undefined where there is not enough. */
export const leftOf = (stock, ordered) => (ordered <= stock ? stock - ordered : undefined);
