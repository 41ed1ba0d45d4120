import { DiscoveryApi, IdentityApi } from '@backstage/frontend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import { SignedOutTabs } from './SignedOutTabs';

/** What a provider answers to a refresh. */
interface ProviderSession {
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

/** A person, signed in by the session cookie of a provider; tokens are renewed when a request needs one. */
export class ProviderIdentity implements IdentityApi {
  private session: ProviderSession | undefined;
  private renewAt = 0;
  private pending: Promise<ProviderSession> | undefined;

  constructor(
    private readonly options: {
      discoveryApi: DiscoveryApi;
      environment: string;
      provider: string;
      tabs: SignedOutTabs;
      fetch?: typeof fetch;
    },
  ) {}

  /** Exchanges a one-time code, or the person picked in the demo, for a session cookie; rejects with the provider's words. */
  async exchange(body: { code: string } | { user: string }): Promise<void> {
    await this.request('session', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  }

  /** Where the browser goes to sign in at an identity provider, once that answers; rejects with Slipway's words where it does not. */
  async startAddress(returnTo: string): Promise<string> {
    const query = new URLSearchParams({
      env: this.options.environment,
      origin: window.location.origin,
      flow: 'redirect',
      redirectUrl: returnTo,
    });
    const path = `start?${query}`;
    await this.request(path, { method: 'GET', redirect: 'manual' });
    return await this.addressOf(path);
  }

  /** Resolves to whether a living session signs in; where there is one that does not, with the reason. */
  async resume(): Promise<{ signedIn: boolean; why?: string }> {
    try {
      await this.current();
      return { signedIn: true };
    } catch (error) {
      if (!(error instanceof AuthenticationError)) {
        throw error;
      }
      const [, cause, why] = /^Refresh failed; caused by (\w+): (.*)$/s.exec(error.message) ?? [];
      return { signedIn: false, ...(cause && why !== 'Missing session cookie' ? { why } : {}) };
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

  /** Ends the session here and at the identity provider, and takes the other tabs of this browser along. */
  async signOut() {
    const response = await this.request(`logout?${new URLSearchParams({ env: this.options.environment })}`, { method: 'POST' });
    this.session = undefined;
    this.options.tabs.tell();
    const { logoutUrl } = await response.json().catch(() => ({}));
    if (typeof logoutUrl === 'string') {
      window.location.assign(logoutUrl);
      // The page is being left; what would go on here would race with that.
      await new Promise(() => undefined);
    }
  }

  private async current(): Promise<ProviderSession> {
    if (this.session && Date.now() < this.renewAt) {
      return this.session;
    }
    this.pending ??= this.renew().finally(() => {
      this.pending = undefined;
    });
    return this.pending;
  }

  private async renew(): Promise<ProviderSession> {
    const query = new URLSearchParams({ optional: '', env: this.options.environment });
    const response = await this.request(`refresh?${query}`, { method: 'GET' });
    const session: Partial<ProviderSession> = await response.json();
    if (!session.backstageIdentity) {
      throw new AuthenticationError('Nobody is signed in');
    }
    const lifetime = session.backstageIdentity.expiresInSeconds ?? DEFAULT_LIFETIME_SECONDS;
    this.renewAt = Date.now() + Math.max(lifetime - RENEW_EARLY_SECONDS, lifetime / 2) * 1000;
    this.session = { profile: session.profile ?? {}, backstageIdentity: session.backstageIdentity };
    return this.session;
  }

  private async request(path: string, init: RequestInit): Promise<Response> {
    const response = await (this.options.fetch ?? fetch)(await this.addressOf(path), {
      ...init,
      credentials: 'include',
      headers: { 'X-Requested-With': 'XMLHttpRequest', ...init.headers },
    });
    if (response.ok || response.type === 'opaqueredirect') {
      return response;
    }
    const words = await response
      .json()
      .then(body => body?.error?.message as string | undefined)
      .catch(() => undefined);
    const message = words ?? `The sign-in service answered ${response.status} ${response.statusText}`;
    throw response.status === 401 ? new AuthenticationError(message) : new Error(message);
  }
  private async addressOf(path: string): Promise<string> {
    return `${await this.options.discoveryApi.getBaseUrl('auth')}/${this.options.provider}/${path}`;
  }
}
