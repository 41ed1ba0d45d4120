import { DiscoveryApi } from '@backstage/frontend-plugin-api';

/** How one may sign in, as `GET /api/auth/sign-in/ways` says. */
export interface SignInWays {
  providers: Array<{ id: string; title: string }>;
  people: Array<{ user: string; name: string; role: string }>;
  owner: boolean;
}

/** Asks which ways there are; rejects with the service's words, or with its status. */
export async function readSignInWays(discoveryApi: DiscoveryApi): Promise<SignInWays> {
  const response = await fetch(`${await discoveryApi.getBaseUrl('auth')}/sign-in/ways`);
  if (!response.ok) {
    const words = await response
      .json()
      .then(body => body?.error?.message)
      .catch(() => undefined);
    throw new Error(words ?? `The sign-in service answered ${response.status} ${response.statusText}`);
  }
  return response.json();
}
