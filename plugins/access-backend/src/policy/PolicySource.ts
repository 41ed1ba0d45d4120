import { Policy } from '../domain/policy/model';

/** The policy that holds, and why a newer one does not. */
export interface HeldPolicy {
  policy: Policy;
  /** What is wrong with the file as it stands now; the policy is then the last one that was right. */
  problem?: string;
}

/** Where the policy comes from. */
export interface PolicySource {
  current(): HeldPolicy;
}
