import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** Where what templates make goes. */
export interface TemplateSettings {
  git: { host: string; owner?: string; folder?: string };
  gitops: { repository: string; folder: string; applications: string; project: string; clusters: Record<string, string> };
  registry: string;
}

/** Reads `templates`; undefined where nothing is configured. */
export function readSettings(config: Config): TemplateSettings | undefined {
  const templates = config.getOptionalConfig('templates');
  if (!templates) {
    return undefined;
  }
  const [git, gitops] = [templates.getConfig('git'), templates.getConfig('gitops')];
  const folder = git.getOptionalString('folder');
  const owner = git.getOptionalString('owner');
  if (folder === undefined && owner === undefined) {
    throw new InputError(`templates.git has no 'owner': say which organisation of ${git.getString('host')} new repositories belong to`);
  }
  const clusters = gitops.getOptionalConfig('clusters');
  return {
    git: { host: git.getString('host'), ...(owner !== undefined && { owner }), ...(folder !== undefined && { folder }) },
    gitops: {
      repository: gitops.getString('repository'),
      folder: gitops.getOptionalString('folder') ?? 'services',
      applications: gitops.getOptionalString('applications') ?? 'applications',
      project: gitops.getOptionalString('project') ?? 'default',
      clusters: Object.fromEntries((clusters?.keys() ?? []).map(name => [name, clusters!.getString(name)])),
    },
    registry: templates.getString('registry'),
  };
}
