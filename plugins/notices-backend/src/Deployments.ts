import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { ServiceDeployment } from '@slipway/plugin-delivery-common';

/** Reads deployments where everybody reads them: at the delivery API. */
export class Deployments {
  constructor(private readonly options: { auth: AuthService; discovery: DiscoveryService }) {}

  /** Those that failed in an environment and began at an instant or later, oldest first. */
  async *failedIn(environment: string, from: Date): AsyncGenerator<ServiceDeployment> {
    let cursor: string | null = null;
    do {
      const query = new URLSearchParams({ environment, outcome: 'failed', from: from.toISOString(), sort: 'startedAt', limit: '200' });
      if (cursor !== null) {
        query.set('cursor', cursor);
      }
      const { items, nextCursor }: { items: ServiceDeployment[]; nextCursor: string | null } = await this.ask(`/deployments?${query}`);
      yield* items;
      cursor = nextCursor;
    } while (cursor !== null);
  }

  private async ask(path: string) {
    const { auth, discovery } = this.options;
    const onBehalfOf = await auth.getOwnServiceCredentials();
    const { token } = await auth.getPluginRequestToken({ onBehalfOf, targetPluginId: 'delivery' });
    const response = await fetch(`${await discovery.getBaseUrl('delivery')}${path}`, { headers: { authorization: `Bearer ${token}` } });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}
