import { TechdocsGenerator } from '@backstage/plugin-techdocs-node';
import { delimiter } from 'node:path';
import { PythonEnvironment } from './PythonEnvironment';

type StockOptions = ConstructorParameters<typeof TechdocsGenerator>[0];
type RunOptions = Parameters<TechdocsGenerator['run']>[0];

/** The stock generator, with an environment that is there before it runs `mkdocs`. */
export class LocalDocsGenerator extends TechdocsGenerator {
  private readonly environment: PythonEnvironment;

  constructor({ environment, ...options }: StockOptions & { environment: PythonEnvironment }) {
    super(options);
    this.environment = environment;
  }

  async run(options: RunOptions): Promise<void> {
    const programs = await this.environment.prepare(line => options.logStream?.write(`${line}\n`));
    // The stock generator takes `mkdocs` from the PATH and lets nobody say another.
    const path = process.env.PATH ?? '';
    if (!path.split(delimiter).includes(programs)) {
      process.env.PATH = `${programs}${delimiter}${path}`;
    }
    return super.run(options);
  }
}
