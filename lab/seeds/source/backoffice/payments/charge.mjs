/** Whether a card may be charged so many cents. */
export const mayCharge = ({ limit, charged }, cents) => Number.isInteger(cents) && cents > 0 && charged + cents <= limit;
