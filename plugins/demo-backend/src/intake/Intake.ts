import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { DemoEvent } from '../facts/told';

/** How many events go in one request: half a megabyte. */
const BATCH = 500;

/** Hands events in where everybody else does: at the public intake, under the demo's own credential. */
export class Intake {
  constructor(private readonly options: { auth: AuthService; discovery: DiscoveryService; fetch?: typeof fetch }) {}

  /** True once the delivery API answers. */
  async answers(): Promise<boolean> {
    try {
      const response = await this.request('/services?limit=1');
      return response.ok;
    } catch (error) {
      if (error instanceof ServiceUnavailableError) {
        return false;
      }
      throw error;
    }
  }

  /** Hands events in, in their order. An event that is refused is a mistake of the demo: an `InputError` with the reason. */
  async tell(events: readonly DemoEvent[]): Promise<void> {
    for (let start = 0; start < events.length; start += BATCH) {
      const batch = events.slice(start, start + BATCH);
      const response = await this.request('/events', {
        method: 'POST',
        headers: { 'content-type': 'application/cloudevents-batch+json' },
        body: JSON.stringify(batch),
      });
      if (response.status !== 202) {
        throw new ServiceUnavailableError(`The intake answers ${response.status}: ${(await response.text()).slice(0, 300)}`);
      }
      const { rejected } = (await response.json()) as { rejected: Array<{ id: string; reason: string }> };
      if (rejected.length > 0) {
        throw new InputError(`The intake refuses ${rejected.length} events of the demo, such as ${rejected[0].id}: ${rejected[0].reason}`);
      }
    }
  }

  private async request(path: string, init: RequestInit = {}): Promise<Response> {
    const { auth, discovery, fetch: send = fetch } = this.options;
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: 'delivery',
    });
    try {
      return await send(`${await discovery.getBaseUrl('delivery')}${path}`, {
        ...init,
        headers: { ...init.headers, authorization: `Bearer ${token}` },
      });
    } catch (error) {
      throw new ServiceUnavailableError('The delivery API does not answer', error);
    }
  }
}
