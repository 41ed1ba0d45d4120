import { ConfigComparison } from '@slipway/plugin-delivery-common';
import { Age } from '../components/Age';
import { StateIcon } from '../components/StateIcon';
import { shortCommit, shortRepository } from '../words/commits';
import { ConfigFile } from './ConfigFile';
import { configWords } from './configWords';
import styles from './config.module.css';
import compare from './compare.module.css';

/** So many lines are shown at once, of all files together. */
const FEW = 80;

/** Which files are open at first: as many as fit, the first first. */
function openAtFirst(files: ConfigComparison['files']): boolean[] {
  let left = FEW;
  return files.map(({ hunks }) => {
    const lines = hunks.reduce((sum, hunk) => sum + hunk.lines.length, 0);
    const fits = lines > 0 && lines <= left;
    left -= fits ? lines : 0;
    return fits;
  });
}

function Side({ side: { environment, places } }: { side: ConfigComparison['sides'][number] }) {
  return (
    <li>
      {environment}:{' '}
      {places.length === 0
        ? 'nothing of it stands in Git'
        : places.map(({ repository, revision, path, seenAt }, index) => (
            <span key={`${repository}${path}`}>
              {index > 0 && ', '}
              <code>{path || '/'}</code> of <span title={repository}>{shortRepository(repository)}</span> at{' '}
              <code title={revision}>{shortCommit(revision)}</code>
              {seenAt && (
                <>
                  , read <Age instant={seenAt} />
                </>
              )}
            </span>
          ))}
    </li>
  );
}

/** How the manifests of two environments differ, file by file; or why that cannot be told. */
export function ConfigPanel({ config, from, to }: { config: ConfigComparison; from: string; to: string }) {
  const { files, sides, notes, why } = config;
  const open = openAtFirst(files);
  return (
    <section className={compare.panel} aria-label="Configuration">
      <h2>{why !== null && <StateIcon look={{ shape: 'unknown', role: 'neutral' }} />} Configuration</h2>
      <p className={compare.words}>{why ?? configWords(config)}</p>
      {files.length > 0 && (
        <p className={styles.legend}>
          <del>− {to}</del> <ins>+ {from}</ins>
        </p>
      )}
      {files.length > 0 && (
        <ul className={styles.files}>
          {files.map((file, index) => (
            <ConfigFile key={`${file.before} ${file.after}`} file={file} sides={{ before: to, after: from }} open={open[index]} />
          ))}
        </ul>
      )}
      {notes.length > 0 && (
        <ul className={styles.notes} aria-label="Not compared">
          {notes.map(note => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {sides.length > 0 && (
        <ul className={styles.sides} aria-label="What is compared">
          {sides.map(side => (
            <Side key={side.environment} side={side} />
          ))}
        </ul>
      )}
    </section>
  );
}
