/** Something that a search found, as it is shown and where it leads. */
export interface Finding {
  key: string;
  /** What it is: `Change`, `Deployment`, `Doc`, or the kind of an entity. */
  kind: string;
  title: string;
  /** A line below the title. */
  detail?: string;
  /** A path of the portal. */
  to: string;
}

/** What came of a search: what was found, and what could not be asked. */
export interface Findings {
  items: Finding[];
  /** How many the index holds; undefined where it does not say, as where the answers are filtered for the caller. */
  total?: number;
  /** Where the next page of the index begins. */
  nextPage?: string;
  /** One sentence for each part that failed; the others are shown all the same. */
  problems: string[];
}
