import { AuditorService } from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { AuthorizedDeliveryQueries } from '../permissions/AuthorizedDeliveryQueries';
import { audited } from './ask';
import { whatRunsWhere } from './whatRunsWhere';
import { whatWouldGo } from './whatWouldGo';
import { whereIsMyCommit } from './whereIsMyCommit';

/** Offers questions to the record to whatever speaks Backstage's actions, MCP among them. They only read. */
export function registerActions(options: {
  registry: ActionsRegistryService;
  queries: AuthorizedDeliveryQueries;
  auditor: AuditorService;
}) {
  const { registry, queries } = options;
  const ask = audited(options.auditor);
  whereIsMyCommit(registry, queries, ask);
  whatRunsWhere(registry, queries, ask);
  whatWouldGo(registry, queries, ask);
}
