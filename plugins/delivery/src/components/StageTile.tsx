import { Cell, Change, Deployment, Stage } from '@slipway/plugin-delivery-common';
import { reasonOf } from '../journey/reasonOf';
import { changeTitle, personName, shortCommit } from '../words/commits';
import { lookOfWord, silentLook } from '../words/states';
import { besideSentence, besideTexts } from '../words/running';
import { formatVersion } from '../words/versions';
import { Age } from './Age';
import { StateIcon } from './StateIcon';
import { StateText } from './StateText';
import styles from './stageTile.module.css';

/** What an environment runs, with what is known around it. */
export interface StageContent {
  cell: Cell;
  stage?: Stage;
  /** The change that its version was built from, where it is loaded. */
  change?: Change;
  /** The deployment that brought this version. */
  deployment?: Deployment;
}

// "Not linked: the image names no commit", and "Degraded, 2 of 3 degraded" of what is a state with a cause.
function detailOf({ word, targets, count, why }: Cell): string | undefined {
  const detail = word === 'Healthy' || targets === 0 ? undefined : (count ?? why)?.replace(/[.\s]+$/, '');
  if (!detail) {
    return undefined;
  }
  return word === 'Not linked' ? `: ${detail[0].toLowerCase()}${detail.slice(1)}` : `, ${detail}`;
}

function StateLine({ cell, brief }: { cell: Cell; brief: boolean }) {
  const silent = Boolean(cell.lastHeardAt);
  const look = silent ? silentLook : lookOfWord(cell.word);
  const detail = brief ? undefined : detailOf(cell);
  return (
    <span className={styles.state}>
      <StateIcon look={look} />
      <span className={styles.clip} title={detail && (cell.why ?? undefined)}>
        <StateText colour={look.role}>
          {silent ? (
            <>
              Last heard <Age instant={cell.lastHeardAt!} as="at" />, was {cell.word.toLowerCase()}
            </>
          ) : (
            cell.word
          )}
        </StateText>
        {!silent && detail}
      </span>
    </span>
  );
}

function Since({ cell, commit }: { cell: Cell; commit: string | null | undefined }) {
  if (cell.word === 'Not deployed') {
    return null;
  }
  return (
    <span className={styles.meta}>
      {commit && (
        <>
          <code>{shortCommit(commit)}</code> ·{' '}
        </>
      )}
      {cell.since ? <Age instant={cell.since} as="since" /> : 'since when unknown'}
    </span>
  );
}

function Origin({ content }: { content: StageContent }) {
  const { stage, change, deployment } = content;
  const author = personName(change?.author);
  if (!change && !stage?.why && !deployment?.initiatedBy) {
    return null;
  }
  return (
    <span className={styles.origin}>
      {change ? (
        <>
          <b className={styles.clip} title={changeTitle(change)}>
            {changeTitle(change)}
          </b>
          <span className={styles.meta}>
            <code>{shortCommit(change.commit)}</code> {author}
          </span>
        </>
      ) : (
        stage?.why && (
          <span className={styles.why} title={stage.why}>
            Not linked: {reasonOf(stage.why)}
          </span>
        )
      )}
      {deployment?.initiatedBy && <span className={styles.meta}>deployed by {deployment.initiatedBy}</span>}
    </span>
  );
}

/** An environment of a service: its version, its word, since when and from which commit. The last one is the largest and edged in ink. */
export function StageTile(props: { content: StageContent; last: boolean }) {
  const { content, last } = props;
  const { cell, stage } = content;
  const version = cell.spread ?? formatVersion(cell.version);
  // The largest tile has room for the whole reason beside it.
  const isToldBeside = last && cell.word === 'Not linked' && Boolean(stage?.why);
  return (
    <section
      className={`${styles.tile} ${last ? styles.last : ''}`}
      aria-label={cell.environment ?? 'no environment'}
      data-silent={cell.lastHeardAt ? '' : undefined}
    >
      <span className={styles.place}>
        <span className={styles.name}>{last ? `In ${cell.environment}` : (cell.environment ?? 'no environment')}</span>
        <span className={version ? styles.version : styles.noVersion}>
          {version ?? (cell.word === 'Not deployed' ? '—' : 'version unknown')}
        </span>
        {besideTexts(cell.running).map(text => (
          <span key={besideSentence(text)} className={styles.beside}>
            {besideSentence(text)}
          </span>
        ))}
        <StateLine cell={cell} brief={isToldBeside} />
        <Since cell={cell} commit={last ? undefined : stage?.commit} />
      </span>
      {last && <Origin content={content} />}
    </section>
  );
}
