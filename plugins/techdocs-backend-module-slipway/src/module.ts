import { coreServices, createBackendModule, resolvePackagePath } from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { DirectoryPreparer, techdocsGeneratorExtensionPoint, techdocsPreparerExtensionPoint } from '@backstage/plugin-techdocs-node';
import { CopiedDirectory } from './CopiedDirectory';
import { LocalDocsGenerator } from './LocalDocsGenerator';
import { PythonEnvironment } from './PythonEnvironment';
import { runProgram } from './runProgram';

/** Builds docs in a Python environment that the first build makes. */
export const techdocsModuleSlipway = createBackendModule({
  pluginId: 'techdocs',
  moduleId: 'slipway',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        reader: coreServices.urlReader,
        generator: techdocsGeneratorExtensionPoint,
        preparers: techdocsPreparerExtensionPoint,
      },
      async init({ config, logger, reader, generator, preparers }) {
        preparers.registerPreparer('dir', new CopiedDirectory(DirectoryPreparer.fromConfig(config, { logger, reader })));
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
