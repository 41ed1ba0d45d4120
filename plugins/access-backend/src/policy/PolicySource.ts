import { HeldPolicy } from '../domain/policy/model';

/** Where the policy comes from. */
export interface PolicySource {
  current(): HeldPolicy;
}
