import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { deliverySourceReadPermission } from '@slipway/plugin-delivery-common';
import { DeliveryQueries } from '../../readModel';
import { Callers } from './Callers';

type Asked<Request> = Omit<Request, 'visibility'>;

/** The questions of the read model, answered as far as the caller may see; the queries inside never ask who is calling. */
export class AuthorizedDeliveryQueries {
  constructor(
    private readonly queries: DeliveryQueries,
    private readonly callers: Callers,
  ) {}

  async listServices(request: Asked<Parameters<DeliveryQueries['listServices']>[0]>, credentials: BackstageCredentials) {
    return this.queries.listServices({ ...request, ...(await this.sight(credentials)) });
  }

  async countServices(request: Asked<Parameters<DeliveryQueries['countServices']>[0]>, credentials: BackstageCredentials) {
    return this.queries.countServices({ ...request, ...(await this.sight(credentials)) });
  }

  async getService(request: Asked<Parameters<DeliveryQueries['getService']>[0]>, credentials: BackstageCredentials) {
    return this.queries.getService({ ...request, ...(await this.sight(credentials)) });
  }

  async listChanges(request: Asked<Parameters<DeliveryQueries['listChanges']>[0]>, credentials: BackstageCredentials) {
    return this.queries.listChanges({ ...request, ...(await this.sight(credentials)) });
  }

  async findChange(request: Asked<Parameters<DeliveryQueries['findChange']>[0]>, credentials: BackstageCredentials) {
    return this.queries.findChange({ ...request, ...(await this.sight(credentials)) });
  }

  async listWorkloads(request: Asked<Parameters<DeliveryQueries['listWorkloads']>[0]>, credentials: BackstageCredentials) {
    return this.queries.listWorkloads({ ...request, ...(await this.sight(credentials)) });
  }

  async compare(request: Asked<Parameters<DeliveryQueries['compare']>[0]>, credentials: BackstageCredentials) {
    return this.queries.compare({ ...request, ...(await this.sight(credentials)) });
  }

  async getArtifact(request: Asked<Parameters<DeliveryQueries['getArtifact']>[0]>, credentials: BackstageCredentials) {
    return this.queries.getArtifact({ ...request, ...(await this.sight(credentials)) });
  }

  async listDeployments(request: Asked<Parameters<DeliveryQueries['listDeployments']>[0]>, credentials: BackstageCredentials) {
    return this.queries.listDeployments({ ...request, ...(await this.sight(credentials)) });
  }

  async getDeployment(request: Asked<Parameters<DeliveryQueries['getDeployment']>[0]>, credentials: BackstageCredentials) {
    return this.queries.getDeployment({ ...request, ...(await this.sight(credentials)) });
  }

  async listUnclaimed(request: Asked<Parameters<DeliveryQueries['listUnclaimed']>[0]>, credentials: BackstageCredentials) {
    return this.queries.listUnclaimed({ ...request, ...(await this.sight(credentials)) });
  }

  async listApplications(request: Asked<Parameters<DeliveryQueries['listApplications']>[0]>, credentials: BackstageCredentials) {
    return this.queries.listApplications({ ...request, ...(await this.sight(credentials)) });
  }

  async listSources(credentials: BackstageCredentials) {
    await this.callers.requireSources(credentials);
    return this.queries.listSources();
  }

  /** The targets that a rule is tried on, and which entities it may name. */
  async ruleTrial(credentials: BackstageCredentials) {
    const { visibility, sources } = await this.callers.sightOf(credentials);
    if (!sources) {
      throw new NotAllowedError(`Trying a rule needs the permission ${deliverySourceReadPermission.name}`);
    }
    return {
      targets: await this.queries.targetsForRuleTrial({ visibility }),
      knownEntities: (refs: string[]) => this.queries.knownEntities({ visibility, refs }),
    };
  }

  private async sight(credentials: BackstageCredentials) {
    const { visibility } = await this.callers.sightOf(credentials);
    return { visibility };
  }
}
