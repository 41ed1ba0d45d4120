import { membersOf, textOf } from '@slipway/plugin-delivery-node';
import { Challenge, parseChallenges } from './challenge';
import { Origins } from './Origins';
import { RegistryRefusal, retryInstant, wordsOf } from './RegistryRefusal';

/** What proves who asks. */
export interface AuthenticatorSettings {
  host: string;
  url: string;
  account?: { username: string; password: string };
  token?: string;
}

interface Token {
  header: string;
  expiresAt: number;
}

const LEAST_SECONDS = 60;
const BEFORE_END_MS = 10_000;
const LONGEST_TOKEN = 64 * 1024;

/**
 * Answers a registry's challenges. The account goes to the registry, and to the token service that the registry itself names; to nobody
 * else. Tokens are kept until shortly before they end.
 */
export class Authenticator {
  private readonly challenges = new Map<string, Challenge>();
  private readonly tokens = new Map<string, Token>();
  private readonly asking = new Map<string, Promise<Token>>();

  constructor(
    private readonly settings: AuthenticatorSettings,
    private readonly origins: Origins,
    private readonly now: () => number,
  ) {}

  /** The header to ask for a repository with, as far as the registry has said what it wants. */
  async headerFor(repository: string, signal: AbortSignal): Promise<string | undefined> {
    const { token } = this.settings;
    if (token !== undefined) {
      return `Bearer ${token}`;
    }
    const challenge = this.challenges.get(repository);
    return challenge && this.headerOf(challenge, repository, signal);
  }

  /** The header that a challenge asks for; undefined where there is nothing to answer it with. */
  async answer(repository: string, header: string | undefined, signal: AbortSignal): Promise<string | undefined> {
    const { token, account } = this.settings;
    const challenges = parseChallenges(header);
    const challenge =
      challenges.find(({ scheme, realm }) => scheme === 'bearer' && realm !== undefined) ??
      challenges.find(({ scheme }) => scheme === 'basic' && account !== undefined);
    if (token !== undefined || challenge === undefined) {
      return undefined;
    }
    this.challenges.set(repository, challenge);
    this.tokens.delete(keyOf(challenge, repository));
    return this.headerOf(challenge, repository, signal);
  }

  private async headerOf(challenge: Challenge, repository: string, signal: AbortSignal): Promise<string> {
    if (challenge.scheme === 'basic') {
      return this.basic()!;
    }
    const key = keyOf(challenge, repository);
    const token = this.tokens.get(key);
    if (token && token.expiresAt > this.now()) {
      return token.header;
    }
    let asking = this.asking.get(key);
    if (!asking) {
      asking = this.fetchToken(challenge, repository, signal).finally(() => this.asking.delete(key));
      this.asking.set(key, asking);
    }
    const fresh = await asking;
    this.tokens.set(key, fresh);
    return fresh.header;
  }

  private async fetchToken({ realm, service, scope }: Challenge, repository: string, signal: AbortSignal): Promise<Token> {
    const url = this.trusted(realm!);
    if (service !== undefined) {
      url.searchParams.set('service', service);
    }
    url.searchParams.set('scope', scope ?? scopeOf(repository));
    const authorization = this.basic();
    const answer = await this.origins.ask(url, { headers: authorization === undefined ? {} : { authorization } }, signal);
    const { status, body, headers } = answer;
    if (status !== 200) {
      throw this.refusal(status, url, wordsOf(answer), retryInstant(headers['retry-after'], this.now()));
    }
    const { token, access_token: accessToken, expires_in: seconds } = membersOf(parse(body));
    const text = textOf(token, LONGEST_TOKEN) ?? textOf(accessToken, LONGEST_TOKEN);
    if (text === undefined || !/^[\x21-\x7e]+$/.test(text)) {
      throw new RegistryRefusal(
        200,
        `its token service at ${url.host} answers without a token; check that ${this.settings.host} is a registry`,
        'registry',
      );
    }
    const lasting = typeof seconds === 'number' && seconds > 0 ? Math.max(seconds, 1) : LEAST_SECONDS;
    return { header: `Bearer ${text}`, expiresAt: this.now() + Math.max(lasting * 1000 - BEFORE_END_MS, 1_000) };
  }

  private refusal(status: number, { host }: URL, words: string, until: number | undefined): RegistryRefusal {
    const told = words === '' ? '' : ` (${words})`;
    if (status === 401 || status === 403) {
      const step = this.settings.account
        ? 'check username and password, and that they are still valid'
        : 'give username and password of an account that may read';
      return new RegistryRefusal(status, `its token service at ${host} refuses; ${step}${told}`, 'repository');
    }
    return new RegistryRefusal(status, `its token service at ${host} gives no token${told}`, 'registry', until);
  }

  // Whoever can change an answer on the way must not learn the account: from https only to https.
  private trusted(realm: string): URL {
    const { url, host } = this.settings;
    const base = new URL(url);
    const target = URL.canParse(realm, base) ? new URL(realm, base) : undefined;
    const plain = target?.protocol === 'http:' && base.protocol === 'http:' && target.hostname === base.hostname;
    if (!target || (target.protocol !== 'https:' && !plain)) {
      throw new RegistryRefusal(
        401,
        `it names a token service that is not reached by https (${realm.slice(0, 200)}); correct the address that ${host} believes to have`,
        'registry',
      );
    }
    target.username = '';
    target.password = '';
    return target;
  }

  private basic(): string | undefined {
    const { account } = this.settings;
    return account && `Basic ${Buffer.from(`${account.username}:${account.password}`).toString('base64')}`;
  }
}

function keyOf({ realm, service, scope }: Challenge, repository: string): string {
  return JSON.stringify([realm, service, scope ?? scopeOf(repository)]);
}

function scopeOf(repository: string): string {
  return `repository:${repository}:pull`;
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    // What is no JSON holds no token, and that is said.
    return undefined;
  }
}
