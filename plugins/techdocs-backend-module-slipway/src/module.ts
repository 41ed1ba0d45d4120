import { coreServices, createBackendModule, resolvePackagePath } from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { techdocsGeneratorExtensionPoint } from '@backstage/plugin-techdocs-node';
import { LocalDocsGenerator } from './LocalDocsGenerator';
import { PythonEnvironment } from './PythonEnvironment';
import { runProgram } from './runProgram';

/** Builds docs in a Python environment that the first build makes. */
export const techdocsModuleSlipway = createBackendModule({
  pluginId: 'techdocs',
  moduleId: 'slipway',
  register(env) {
    env.registerInit({
      deps: { config: coreServices.rootConfig, logger: coreServices.logger, generator: techdocsGeneratorExtensionPoint },
      async init({ config, logger, generator }) {
        const folder = config.getOptionalString('techdocs.generator.environment');
        if (!folder) {
          return;
        }
        const requirements = resolvePackagePath('@slipway/plugin-techdocs-backend-module-slipway', 'requirements.txt');
        const environment = new PythonEnvironment({ folder, requirements, run: runProgram });
        generator.setTechdocsGenerator(
          new LocalDocsGenerator({ logger, config, scmIntegrations: ScmIntegrations.fromConfig(config), environment }),
        );
      },
    });
  },
});
