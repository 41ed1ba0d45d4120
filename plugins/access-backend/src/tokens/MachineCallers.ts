import { CredentialBounds, CredentialSource } from '@slipway/plugin-delivery-node';
import { LRUCache } from 'lru-cache';

/** A machine that proved who it is, and what it may. */
export interface MachineCaller {
  credential: CredentialBounds;
  /** Whether it also reads delivery and catalog. */
  reads: boolean;
}

/** Knows machines by one kind of token. It throws what the caller is told, where the token is of its kind and refused. */
export interface CallerVerifier {
  verify(token: string): Promise<MachineCaller | undefined>;
}

const MOST_REMEMBERED = 10_000;

/** Tells every plugin of this process which machine a token belongs to. The access plugin, which has the database, says so. */
export class MachineCallers implements CredentialSource {
  private readonly verifiers: Promise<CallerVerifier[]>;
  private resolve: (verifiers: CallerVerifier[]) => void = () => undefined;
  private readonly credentials = new LRUCache<string, CredentialBounds>({ max: MOST_REMEMBERED });

  constructor() {
    this.verifiers = new Promise(resolve => {
      this.resolve = resolve;
    });
  }

  /** Tokens that come before are answered then. */
  begin(verifiers: CallerVerifier[]): void {
    this.resolve(verifiers);
  }

  async verify(token: string): Promise<MachineCaller | undefined> {
    for (const verifier of await this.verifiers) {
      const caller = await verifier.verify(token);
      if (caller) {
        this.credentials.set(caller.credential.subject, caller.credential);
        return caller;
      }
    }
    return undefined;
  }

  /** A subject comes out of a token that was verified in this process a moment ago. */
  async find(subject: string): Promise<CredentialBounds | undefined> {
    return this.credentials.get(subject);
  }
}
