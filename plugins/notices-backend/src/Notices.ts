import { AuthService } from '@backstage/backend-plugin-api';
import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { NoticeStore } from './database/NoticeStore';
import { Deployments } from './Deployments';
import { Notice, noticesOf } from './domain/noticesOf';

/** Deployments that began longer ago are told of no more, should they recover. */
const LONGEST_MS = 14 * 86_400_000;

/** What notices are sent with. */
export interface NoticesOptions {
  store: NoticeStore;
  auth: AuthService;
  catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
  deployments: Pick<Deployments, 'failedIn'>;
  notifications: NotificationService;
  environment: string;
  now?(): Date;
}

/** Tells owners what happened in production, each thing once. */
export class Notices {
  constructor(private readonly options: NoticesOptions) {}

  /** Looks at the record and tells what is new; how much that was. What fails is told by the next look. */
  async look(): Promise<number> {
    const { store, deployments, environment, now = () => new Date() } = this.options;
    const since = new Date(Math.max((await store.beganAt()).getTime(), now().getTime() - LONGEST_MS));
    let told = 0;
    for await (const deployment of deployments.failedIn(environment, since)) {
      for (const notice of noticesOf(deployment)) {
        told += (await store.tellOnce(notice, () => this.tell(notice))) ? 1 : 0;
      }
    }
    return told;
  }

  private async tell({ deployment, word, services, title, description, link }: Notice): Promise<void> {
    const { notifications } = this.options;
    const owners = await this.ownersOf(services);
    if (owners.length > 0) {
      await notifications.send({
        recipients: { type: 'entity', entityRef: owners },
        // By its scope the news that it recovered takes the place of the news that it failed.
        payload: { title, description, link, topic: 'deployment', scope: deployment, severity: word === 'failed' ? 'high' : 'low' },
      });
    }
  }

  private async ownersOf(services: string[]): Promise<string[]> {
    const { auth, catalog } = this.options;
    const credentials = await auth.getOwnServiceCredentials();
    const { items } = await catalog.getEntitiesByRefs({ entityRefs: services, fields: ['relations'] }, { credentials });
    const owners = items.flatMap(entity => entity?.relations ?? []).filter(({ type }) => type === RELATION_OWNED_BY);
    return [...new Set(owners.map(({ targetRef }) => targetRef))];
  }
}
