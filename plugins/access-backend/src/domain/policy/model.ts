/** What a rule asks of an entity: every member that is given has to hold, each by one of its values. Refs and tags are in lower case. */
export interface EntityMatch {
  kind?: string[];
  /** Entity refs; `mine` stands for whoever asks and their groups. */
  owner?: string[];
  system?: string[];
  tag?: string[];
  environment?: string[];
}

/** Gives a role some permissions, for everything or for some entities. Rules only ever add. */
export interface PolicyRule {
  role: string;
  /** Names of permissions; `*` stands for any characters. */
  may: string[];
  /** Everything where absent. */
  where?: EntityMatch;
  /** Entities that the rule leaves out: those that one of these matches. */
  except: EntityMatch[];
  /** Where the rule stands, as people look it up: `policy.yaml:12`. */
  place: string;
}

/** A name for what some people have in common. */
export interface Role {
  name: string;
  /** Refs of groups and users, or `everyone` for whoever is signed in. */
  members: string[];
  place: string;
}

/** Who may do what. */
export interface Policy {
  /** What the policy is called: its file. */
  name: string;
  roles: Role[];
  rules: PolicyRule[];
}

/** The policy that holds, and why a newer one does not. */
export interface HeldPolicy {
  policy: Policy;
  /** What is wrong with the file as it stands now; the policy is then the last one that was right. */
  problem?: string;
}

/** Whoever asks, with the refs that they own by: themselves and their groups. */
export interface Person {
  ref: string;
  ownership: string[];
}

/** A permission as the framework asks about it. */
export interface AskedPermission {
  name: string;
  resourceType?: string;
  action?: string;
}

/** What rules look at of an entity. */
export interface EntityFeatures {
  kind: string;
  owner: string | null;
  system: string | null;
  tags: string[];
  /** The environments that its service is in. */
  environments: string[];
}

/** Stands in a rule for whoever asks and their groups. */
export const MINE = 'mine';
/** Stands among the members of a role for whoever is signed in. */
export const EVERYONE = 'everyone';
/** Whoever owns the installation, and is never locked out (docs/decisions/0004). */
export const OWNER = 'user:default/owner';
