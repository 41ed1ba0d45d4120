import { RootConfigService } from '@backstage/backend-plugin-api';
import { DemoPerson, DemoSettings } from '../demo/demoSettings';

/** How one may sign in to this installation. */
export interface SignInWays {
  /** Identity providers, as the sign-in page offers them. */
  providers: Array<{ id: string; title: string }>;
  /** Whom one may be in the demo; empty where it is off. */
  people: DemoPerson[];
  /** Whether the owner's one-time link works. */
  owner: boolean;
}

/** Reads which ways are configured. */
export function readSignInWays(config: RootConfigService, { demo }: { demo: DemoSettings | undefined }): SignInWays {
  const environment = config.getOptionalString('auth.environment') ?? 'development';
  const github = config.getOptionalConfig(`auth.providers.github.${environment}`);
  const oidc = config.getOptionalConfig(`auth.providers.oidc.${environment}`);
  const enterprise = github?.getOptionalString('enterpriseInstanceUrl');
  return {
    providers: [
      ...(github ? [{ id: 'github', title: enterprise ? new URL(enterprise).host : 'GitHub' }] : []),
      ...(oidc ? [{ id: 'oidc', title: new URL(oidc.getString('metadataUrl')).host }] : []),
    ],
    people: demo?.people ?? [],
    owner: config.has('auth.providers.owner'),
  };
}
