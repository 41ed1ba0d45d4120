import { configApiRef, discoveryApiRef, IdentityApi, useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { OwnerIdentity } from './OwnerIdentity';
import { readSignInCode } from './signInCode';

/** Where the sign-in stands. */
export type SignInState =
  { step: 'working' } | { step: 'signedOut' } | { step: 'refused'; reason: string } | { step: 'unreachable'; reason: string };

/** Signs in by the address's one-time code, else by a living session; says where it stands. */
export function useOwnerSignIn(onSignInSuccess: (identity: IdentityApi) => void): { state: SignInState; retry: () => void } {
  const discoveryApi = useApi(discoveryApiRef);
  const configApi = useApi(configApiRef);
  const location = useLocation();
  const navigate = useNavigate();
  const [state, setState] = useState<SignInState>({ step: 'working' });
  const code = useRef(readSignInCode(location.hash));
  const signedIn = useRef(onSignInSuccess);
  signedIn.current = onSignInSuccess;

  // The code leaves the address before anything else can read or keep it; the router must forget it too.
  useLayoutEffect(() => {
    if (readSignInCode(location.hash)) {
      navigate({ pathname: location.pathname, search: location.search, hash: '' }, { replace: true });
    }
  }, [location, navigate]);

  const signIn = useCallback(async () => {
    setState({ step: 'working' });
    const identity = new OwnerIdentity({ discoveryApi, environment: configApi.getOptionalString('auth.environment') ?? 'development' });
    const oneTime = code.current;
    code.current = undefined;
    let refusal: string | undefined;
    try {
      if (oneTime) {
        refusal = await identity.exchange(oneTime).then(
          () => undefined,
          error => String(error.message),
        );
      }
      if (await identity.resume()) {
        signedIn.current(identity);
      } else {
        setState(refusal === undefined ? { step: 'signedOut' } : { step: 'refused', reason: refusal });
      }
    } catch (error) {
      setState({ step: 'unreachable', reason: error instanceof Error ? error.message : String(error) });
    }
  }, [configApi, discoveryApi]);

  const started = useRef(false);
  useEffect(() => {
    // A code works once, so a second run of this effect must not spend it.
    if (!started.current) {
      started.current = true;
      signIn();
    }
  }, [signIn]);

  return { state, retry: signIn };
}
