import { ForwardedError, NotFoundError } from '@backstage/errors';
import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RunProgram } from './runProgram';

const OLDEST: [number, number] = [3, 9];
const CANDIDATES = ['python3', 'python'];
const HOW =
  'On Debian and Ubuntu: apt-get install python3-venv. On Fedora: dnf install python3. On macOS: brew install python3. Then open this page again; ' +
  'Slipway need not be restarted.';

/** The Python environment that builds docs: made on the first build, taken as it is afterwards. */
export class PythonEnvironment {
  private preparing: Promise<string> | undefined;

  constructor(private readonly options: { folder: string; requirements: string; run: RunProgram }) {}

  /** The folder with the environment's programs; a `NotFoundError` that says what to install where there is no Python. */
  async prepare(tell: (line: string) => void): Promise<string> {
    // What failed is tried again by the next build: meanwhile somebody may have installed what was missing.
    this.preparing ??= this.make(tell).catch(error => {
      this.preparing = undefined;
      throw error;
    });
    return this.preparing;
  }

  private async make(tell: (line: string) => void): Promise<string> {
    const { folder, requirements, run } = this.options;
    const programs = join(folder, 'bin');
    const wanted = createHash('sha256')
      .update(await readFile(requirements))
      .digest('hex');
    const mark = join(folder, '.slipway-complete');
    if ((await readFile(mark, 'utf8').catch(() => '')) === wanted) {
      return programs;
    }
    const python = await this.findPython();
    tell(`The first build makes a Python environment in ${folder}; this takes about a minute`);
    await rm(folder, { recursive: true, force: true });
    await run(python, ['-m', 'venv', folder]).catch(error => {
      throw new NotFoundError(`Docs are built in a Python environment, and ${python} cannot make one: ${error.message}. ${HOW}`);
    });
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '--requirement', requirements];
    await run(join(programs, 'python'), pip).catch(error => {
      throw new ForwardedError('The packages that build docs could not be installed; pip needs to reach a package index', error);
    });
    await writeFile(mark, wanted);
    tell('The Python environment is complete');
    return programs;
  }

  private async findPython(): Promise<string> {
    const found = new Array<string>();
    for (const candidate of CANDIDATES) {
      const printed = await this.options.run(candidate, ['--version']).catch(() => '');
      const [, major, minor] = /^Python (\d+)\.(\d+)/.exec(printed) ?? [];
      if (Number(major) > OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) >= OLDEST[1])) {
        return candidate;
      }
      found.push(...(printed ? [printed.trim()] : []));
    }
    const seen = found.length > 0 ? `found was ${found.join(' and ')}` : 'none was found on the PATH';
    throw new NotFoundError(`Docs are built with Python ${OLDEST.join('.')} or newer, and ${seen}. ${HOW}`);
  }
}
