import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** How far the record was told. */
export interface Progress {
  seed: string;
  /** The first day of all. */
  since: number;
  /** The days from this one on are told, up to `until`. */
  reached: number;
  /** The newest instant that was told. */
  until: number;
}

/** Keeps beside the database how far its history was told. A lost one costs nothing but time: everything is told again, and is known. */
export class Ledger {
  private readonly file: string;

  constructor(folder: string) {
    this.file = path.join(folder, 'history.json');
  }

  async read(seed: string): Promise<Progress | undefined> {
    let text: string;
    try {
      text = await readFile(this.file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return undefined;
      }
      throw error;
    }
    const progress = JSON.parse(text) as Progress;
    return progress.seed === seed ? progress : undefined;
  }

  async write(progress: Progress): Promise<void> {
    await writeFile(`${this.file}.new`, JSON.stringify(progress));
    await rename(`${this.file}.new`, this.file);
  }
}
