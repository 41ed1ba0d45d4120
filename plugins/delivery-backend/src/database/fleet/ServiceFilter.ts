/** What a caller may see, as a tree that turns into SQL. `environmentIn` holds for a row that has a target in one of them. */
export type VisibilityFilter =
  | 'all'
  | { anyOf: VisibilityFilter[] }
  | { allOf: VisibilityFilter[] }
  | { not: VisibilityFilter }
  | { kindIn: string[] }
  | { ownerIn: string[] }
  | { systemIn: string[] }
  | { tagIn: string[] }
  | { environmentIn: string[] };

/** The filter is asked of services that an entity claims; groups that none claims are seen only with `includeUnclaimed`. */
export interface Visibility {
  filter: VisibilityFilter;
  includeUnclaimed: boolean;
}

export interface ServiceFilter {
  /** Rows by their own refs. */
  ref?: string[];
  owner?: string[];
  system?: string[];
  /** Health, sync and state then look at this environment only. */
  environment?: string;
  health?: string[];
  sync?: string[];
  state?: 'attention' | 'motion' | 'uncertain' | 'silent';
  q?: string;
}
