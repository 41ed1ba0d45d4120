import { DiscoveryApi, IdentityApi } from '@backstage/frontend-plugin-api';
import { AuthenticationError } from '@backstage/errors';

/** What the owner provider answers to a refresh. */
interface OwnerSession {
  profile: { displayName?: string; email?: string; picture?: string };
  backstageIdentity: {
    token: string;
    expiresInSeconds?: number;
    identity: { type: 'user'; userEntityRef: string; ownershipEntityRefs: string[] };
  };
}

// A token is renewed this long before it ends, so that no request leaves with one that ends on the way.
const RENEW_EARLY_SECONDS = 120;
const DEFAULT_LIFETIME_SECONDS = 600;

/** The owner, signed in by the session cookie of the owner provider; tokens are renewed when a request needs one. */
export class OwnerIdentity implements IdentityApi {
  private session: OwnerSession | undefined;
  private renewAt = 0;
  private pending: Promise<OwnerSession> | undefined;

  constructor(private readonly options: { discoveryApi: DiscoveryApi; environment: string; fetch?: typeof fetch }) {}

  /** Exchanges a one-time code for a session cookie; rejects with the provider's words where it refuses. */
  async exchange(code: string): Promise<void> {
    await this.request('session', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ code }) });
  }

  /** Resolves to true where a living session signs in, to false where there is none. */
  async resume(): Promise<boolean> {
    try {
      await this.current();
      return true;
    } catch (error) {
      if (error instanceof AuthenticationError) {
        return false;
      }
      throw error;
    }
  }

  async getProfileInfo() {
    return (await this.current()).profile;
  }

  async getBackstageIdentity() {
    return (await this.current()).backstageIdentity.identity;
  }

  async getCredentials() {
    return { token: (await this.current()).backstageIdentity.token };
  }

  async signOut() {
    await this.request('logout', { method: 'POST' });
    this.session = undefined;
  }

  private async current(): Promise<OwnerSession> {
    if (this.session && Date.now() < this.renewAt) {
      return this.session;
    }
    this.pending ??= this.renew().finally(() => {
      this.pending = undefined;
    });
    return this.pending;
  }

  private async renew(): Promise<OwnerSession> {
    const query = new URLSearchParams({ optional: '', env: this.options.environment });
    const response = await this.request(`refresh?${query}`, { method: 'GET' });
    const session: Partial<OwnerSession> = await response.json();
    if (!session.backstageIdentity) {
      throw new AuthenticationError('Nobody is signed in');
    }
    const lifetime = session.backstageIdentity.expiresInSeconds ?? DEFAULT_LIFETIME_SECONDS;
    this.renewAt = Date.now() + Math.max(lifetime - RENEW_EARLY_SECONDS, lifetime / 2) * 1000;
    this.session = { profile: session.profile ?? {}, backstageIdentity: session.backstageIdentity };
    return this.session;
  }

  private async request(path: string, init: RequestInit): Promise<Response> {
    const baseUrl = await this.options.discoveryApi.getBaseUrl('auth');
    const response = await (this.options.fetch ?? fetch)(`${baseUrl}/owner/${path}`, {
      ...init,
      credentials: 'include',
      headers: { 'X-Requested-With': 'XMLHttpRequest', ...init.headers },
    });
    if (response.ok) {
      return response;
    }
    const words = await response
      .json()
      .then(body => body?.error?.message as string | undefined)
      .catch(() => undefined);
    const message = words ?? `The sign-in service answered ${response.status} ${response.statusText}`;
    throw response.status === 401 ? new AuthenticationError(message) : new Error(message);
  }
}
