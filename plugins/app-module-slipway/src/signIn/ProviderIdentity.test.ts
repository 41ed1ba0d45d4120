import { AuthenticationError } from '@backstage/errors';
import { ProviderIdentity } from './ProviderIdentity';

const session = {
  profile: { displayName: 'Owner' },
  backstageIdentity: {
    token: 'token',
    expiresInSeconds: 3600,
    identity: { type: 'user', userEntityRef: 'user:default/owner', ownershipEntityRefs: [] },
  },
};

function identityWith(answer: (url: string, init?: RequestInit) => { status: number; body: unknown }) {
  const asked: string[] = [];
  const told: string[] = [];
  const identity = new ProviderIdentity({
    discoveryApi: { getBaseUrl: async () => 'http://slipway/api/auth' },
    environment: 'production',
    provider: 'owner',
    tabs: { tell: () => void told.push('signed out') },
    fetch: async (url, init) => {
      asked.push(`${init?.method} ${url}`);
      const { status, body } = answer(String(url), init);
      return { ok: status < 400, status, statusText: '', json: async () => body } as Response;
    },
  });
  return { identity, asked, told };
}

describe('ProviderIdentity', () => {
  it('resumes a living session and asks for a token once', async () => {
    const { identity, asked } = identityWith(() => ({ status: 200, body: session }));
    expect(await identity.resume()).toEqual({ signedIn: true });
    const [first, second] = await Promise.all([identity.getCredentials(), identity.getCredentials()]);
    expect([first, second]).toEqual([{ token: 'token' }, { token: 'token' }]);
    expect(asked).toEqual(['GET http://slipway/api/auth/owner/refresh?optional=&env=production']);
  });

  it('says that nobody is signed in where there is no session', async () => {
    const { identity } = identityWith(() => ({ status: 401, body: { error: { message: 'over' } } }));
    expect(await identity.resume()).toEqual({ signedIn: false });
    await expect(identity.getCredentials()).rejects.toThrow(AuthenticationError);
  });

  it.each([
    ['nothing where this browser has no session', 'Refresh failed; caused by InputError: Missing session cookie', { signedIn: false }],
    [
      'why a session could not be gone on with',
      'Refresh failed; caused by ServiceUnavailableError: The identity provider at id.example.com does not answer',
      { signedIn: false, why: 'The identity provider at id.example.com does not answer' },
    ],
  ])('says %s', async (_, message, expected) => {
    const { identity } = identityWith(() => ({ status: 401, body: { error: { message } } }));
    expect(await identity.resume()).toEqual(expected);
  });

  it('rejects a code with the words of the provider', async () => {
    const { identity } = identityWith(() => ({ status: 401, body: { error: { message: 'This link has been used already' } } }));
    await expect(identity.exchange({ code: 'x' })).rejects.toThrow('This link has been used already');
  });

  it('does not take a service that fails for a missing session', async () => {
    const { identity } = identityWith(() => ({ status: 503, body: {} }));
    await expect(identity.resume()).rejects.toThrow('answered 503');
  });

  it('ends the session at the provider and tells the other tabs', async () => {
    const { identity, asked, told } = identityWith(() => ({ status: 200, body: {} }));
    await identity.signOut();
    expect(asked).toEqual(['POST http://slipway/api/auth/owner/logout?env=production']);
    expect(told).toEqual(['signed out']);
  });

  it('says why an identity provider cannot be gone to', async () => {
    const words = 'The identity provider at id.example.com does not answer; try again when it does';
    const { identity } = identityWith(() => ({ status: 503, body: { error: { message: words } } }));
    await expect(identity.startAddress('http://slipway/')).rejects.toThrow(words);
  });
});
