import { InputError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { createHost } from './host/createHost';
import { RepositoryHost } from './host/RepositoryHost';
import { TemplateSettings } from './settings';

/** Where what a template makes goes: a host, and what is configured of it. */
export interface Destination extends TemplateSettings {
  repositories: RepositoryHost;
}

/** How the actions ask for it when they run: an installation without it starts, and a run says what it needs. */
export function destinationOf(settings: TemplateSettings | undefined, integrations: ScmIntegrationRegistry): () => Destination {
  return () => {
    if (!settings) {
      throw new InputError(
        "Slipway has no Git host to make repositories at: set 'templates' in the configuration, as the guide 'Create a service' says, and start again",
      );
    }
    return { ...settings, repositories: createHost(settings.git, integrations) };
  };
}
