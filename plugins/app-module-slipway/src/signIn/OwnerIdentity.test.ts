import { AuthenticationError } from '@backstage/errors';
import { OwnerIdentity } from './OwnerIdentity';

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
  const identity = new OwnerIdentity({
    discoveryApi: { getBaseUrl: async () => 'http://slipway/api/auth' },
    environment: 'production',
    fetch: async (url, init) => {
      asked.push(`${init?.method} ${url}`);
      const { status, body } = answer(String(url), init);
      return { ok: status < 400, status, statusText: '', json: async () => body } as Response;
    },
  });
  return { identity, asked };
}

describe('OwnerIdentity', () => {
  it('resumes a living session and asks for a token once', async () => {
    const { identity, asked } = identityWith(() => ({ status: 200, body: session }));
    expect(await identity.resume()).toBe(true);
    const [first, second] = await Promise.all([identity.getCredentials(), identity.getCredentials()]);
    expect([first, second]).toEqual([{ token: 'token' }, { token: 'token' }]);
    expect(asked).toEqual(['GET http://slipway/api/auth/owner/refresh?optional=&env=production']);
  });

  it('says that nobody is signed in where there is no session', async () => {
    const { identity } = identityWith(() => ({ status: 401, body: { error: { message: 'over' } } }));
    expect(await identity.resume()).toBe(false);
    await expect(identity.getCredentials()).rejects.toThrow(AuthenticationError);
  });

  it('rejects a code with the words of the provider', async () => {
    const { identity } = identityWith(() => ({ status: 401, body: { error: { message: 'This link has been used already' } } }));
    await expect(identity.exchange('x')).rejects.toThrow('This link has been used already');
  });

  it('does not take a service that fails for a missing session', async () => {
    const { identity } = identityWith(() => ({ status: 503, body: {} }));
    await expect(identity.resume()).rejects.toThrow('answered 503');
  });
});
