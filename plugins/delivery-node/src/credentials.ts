/** Who hands in events, and what about. A bound that is absent bounds nothing; a trailing `*` stands for any ending. */
export interface CredentialBounds {
  /** The name that observations keep. */
  name: string;
  /** The subject of the caller's service principal, or a user's entity ref. */
  subject: string;
  types?: string[];
  repositories?: string[];
  entities?: string[];
  environments?: string[];
}

/** Knows credentials that do not stand in the configuration. */
export interface CredentialSource {
  /** The credential of a caller by their subject; undefined where it knows none. */
  find(subject: string): Promise<CredentialBounds | undefined>;
}
