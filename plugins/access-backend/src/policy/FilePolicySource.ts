import { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { HeldPolicy } from '../domain/policy/model';
import { parsePolicy } from '../domain/policy/parsePolicy';
import { PolicySource } from './PolicySource';

// Asked for, not told: a file that an editor or Kubernetes puts in another's place sends no event.
const LOOKED_AT_EVERY_MS = 2000;

/** A policy file, taken over again when it changes. One that is wrong at the start stops the start; later the last right one holds. */
export class FilePolicySource implements PolicySource {
  private held: HeldPolicy;

  constructor(private readonly options: { file: string; name: string; knownPermissions: string[]; logger: LoggerService }) {
    this.held = { policy: this.read() };
  }

  current(): HeldPolicy {
    return this.held;
  }

  /** Looks at the file until the returned function is called. */
  watch(): () => void {
    const { file } = this.options;
    const look = () => this.reload();
    watchFile(file, { interval: LOOKED_AT_EVERY_MS, persistent: false }, look);
    return () => unwatchFile(file, look);
  }

  /** Takes the file as it stands now. */
  reload(): void {
    const { logger, name } = this.options;
    try {
      this.held = { policy: this.read() };
      logger.info(`The policy ${name} is taken over: ${this.held.policy.rules.length} rules`);
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      this.held = { ...this.held, problem };
      logger.error(`The policy stays as it was: ${problem}`);
    }
  }

  private read() {
    const { file, name, knownPermissions } = this.options;
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      throw new InputError(`The policy file '${file}' cannot be read: ${error instanceof Error ? error.message : error}`);
    }
    return parsePolicy(text, { name, hasLines: true }, { names: knownPermissions });
  }
}
