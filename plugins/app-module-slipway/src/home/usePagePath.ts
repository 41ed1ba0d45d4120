import { appTreeApiRef, coreExtensionData, useApi } from '@backstage/frontend-plugin-api';

/** Where a page is mounted, by the id of its extension; undefined where it is not installed or not shown to this person. */
export function usePagePath(extension: string): string | undefined {
  return useApi(appTreeApiRef).getTree().tree.nodes.get(extension)?.instance?.getData(coreExtensionData.routePath);
}
