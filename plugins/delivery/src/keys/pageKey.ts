/** A key of a page and what it does; without an action it is only listed, because what has the focus hears it. */
export interface PageKey {
  key: string;
  words: string;
  act?: () => void;
}
