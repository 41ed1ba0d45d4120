import { configApiRef, discoveryApiRef, IdentityApi, useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { ProviderIdentity } from './ProviderIdentity';
import { rememberedProvider } from './rememberedProvider';
import { openSignedOutTabs } from './SignedOutTabs';
import { readSignInCode, readSignInReturn } from './signInCode';
import { readSignInWays, SignInWays } from './signInWays';

/** Where the sign-in stands. */
export type SignInState =
  | { step: 'working' }
  | { step: 'signedOut'; ways: SignInWays; refusal?: { by: string; reason: string } }
  | { step: 'unreachable'; reason: string };

/** What one may do on the sign-in page. */
export interface SignIn {
  state: SignInState;
  retry: () => void;
  /** Leaves for an identity provider. */
  goTo: (provider: string) => void;
  /** Becomes a person of the demo. */
  be: (user: string) => void;
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Signs in by the address's one-time code, else by a living session; says where it stands and which ways there are. */
export function useSignIn(onSignInSuccess: (identity: IdentityApi) => void): SignIn {
  const discoveryApi = useApi(discoveryApiRef);
  const configApi = useApi(configApiRef);
  const location = useLocation();
  const navigate = useNavigate();
  const [state, setState] = useState<SignInState>({ step: 'working' });
  const code = useRef(readSignInCode(location.hash));
  const returned = useRef(readSignInReturn(location.search));
  const started = useRef(false);
  const enterLater = useRef<(code: string) => void>();
  const signedIn = useRef(onSignInSuccess);
  signedIn.current = onSignInSuccess;

  const identityOf = useMemo(() => {
    const tabs = openSignedOutTabs();
    const environment = configApi.getOptionalString('auth.environment') ?? 'development';
    return (provider: string) => new ProviderIdentity({ discoveryApi, environment, provider, tabs });
  }, [configApi, discoveryApi]);

  // The code leaves the address before anything else can read or keep it; the router must forget it too. A link that is opened where the
  // sign-in page is already open changes the fragment alone, and its code is as good.
  useLayoutEffect(() => {
    const later = readSignInCode(location.hash);
    const back = readSignInReturn(location.search);
    if (later || back) {
      navigate({ pathname: location.pathname, search: back ? back.search : location.search, hash: '' }, { replace: true });
    }
    if (later && started.current) {
      enterLater.current?.(later);
    }
  }, [location, navigate]);

  /** Hands in a code or a person and goes on with the session that this gave, or says why it gave none. */
  const enter = useCallback(
    async (provider: string, body?: { code: string } | { user: string }, failed?: string) => {
      setState({ step: 'working' });
      try {
        const identity = identityOf(provider);
        let refused = failed ?? (body && (await identity.exchange(body).then(() => undefined, wordsOf)));
        if (refused === undefined) {
          const resumed = await identity.resume();
          if (resumed.signedIn) {
            rememberedProvider.set(provider);
            signedIn.current(identity);
            return;
          }
          refused = resumed.why;
        }
        const ways = await readSignInWays(discoveryApi);
        setState({ step: 'signedOut', ways, ...(refused === undefined ? {} : { refusal: { by: provider, reason: refused } }) });
      } catch (error) {
        setState({ step: 'unreachable', reason: wordsOf(error) });
      }
    },
    [discoveryApi, identityOf],
  );

  const start = useCallback(() => {
    const [oneTime, back] = [code.current, returned.current];
    code.current = undefined;
    returned.current = undefined;
    if (oneTime) {
      enter('owner', { code: oneTime });
    } else if (back) {
      enter(back.provider, undefined, back.error);
    } else {
      enter(rememberedProvider.get() ?? 'owner');
    }
  }, [enter]);

  useEffect(() => {
    enterLater.current = later => enter('owner', { code: later });
  }, [enter]);

  useEffect(() => {
    // A code works once, so a second run of this effect must not spend it.
    if (!started.current) {
      started.current = true;
      start();
    }
  }, [start]);

  const goTo = async (provider: string) => {
    try {
      const here = new URL(window.location.href);
      here.searchParams.set('signInWith', provider);
      window.location.assign(await identityOf(provider).startAddress(here.toString()));
    } catch (error) {
      enter(provider, undefined, wordsOf(error));
    }
  };

  return { state, retry: start, goTo, be: user => enter('demo', { user }) };
}
