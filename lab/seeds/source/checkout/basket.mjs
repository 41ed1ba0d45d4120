/** What a basket costs, in cents. */
export const totalOf = lines => lines.reduce((sum, { cents, count }) => sum + cents * count, 0);
