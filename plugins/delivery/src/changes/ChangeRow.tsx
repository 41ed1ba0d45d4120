import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Change } from '@slipway/plugin-delivery-common';
import { Link } from 'react-router-dom';
import { Age } from '../components/Age';
import { PersonMark } from '../components/PersonMark';
import { Rail } from '../components/Rail';
import { StateText } from '../components/StateText';
import { answerOf } from '../journey/answerOf';
import { JourneyStep } from '../journey/steps';
import { changeRouteRef } from '../routes';
import { changeTitle, personName, shortCommit } from '../words/commits';
import { ElapsedView } from './ElapsedView';
import styles from './row.module.css';

function Origin({ change }: { change: Change }) {
  const changePage = useRouteRef(changeRouteRef);
  const { coAuthors, pullRequest } = change;
  const commit = <code>{shortCommit(change.commit)}</code>;
  return (
    <span className={styles.origin}>
      <PersonMark person={change.author} />
      {changePage ? (
        // The title is the row's one tab stop; the sheet that it opens links here too.
        <Link to={changePage({ commit: change.commit })} tabIndex={-1} aria-label={`Change page of ${shortCommit(change.commit)}`}>
          {commit}
        </Link>
      ) : (
        commit
      )}
      <span className={styles.facts}>
        {personName(change.author) ?? 'author unknown'}
        {change.committedAt && (
          <>
            {' · '}
            <Age instant={change.committedAt} as="at" />
          </>
        )}
        {pullRequest && ` · #${pullRequest.number}`}
        {coAuthors.length > 0 && ` · and ${coAuthors.length} more`}
      </span>
    </span>
  );
}

function Sentence({ steps }: { steps: JourneyStep[] }) {
  const { lead, rest, news } = answerOf(steps);
  const role = news ? news.role : steps.find(step => step.status === 'failed')?.look?.role;
  return (
    <p className={styles.sentence}>
      {news ? (
        <StateText colour={news.role}>{news.text}</StateText>
      ) : (
        <>
          {role ? <StateText colour={role}>{lead}</StateText> : <b>{lead}</b>} {rest}
        </>
      )}
    </p>
  );
}

/** A change: its commit, its way from build to the last environment, and how long that took. */
export function ChangeRow(props: {
  change: Change;
  steps: JourneyStep[];
  /** Whether it is what the last environment runs. */
  inLast: boolean;
  address: string;
  active: boolean;
}) {
  const { change, steps } = props;
  const moving = steps.some(step => step.status === 'moving');
  return (
    <li className={styles.row} data-commit={change.commit} data-moving={moving ? '' : undefined} data-last={props.inLast ? '' : undefined}>
      <div className={styles.commit}>
        <Link to={props.address} className={styles.title} tabIndex={props.active ? 0 : -1} title={changeTitle(change)}>
          {changeTitle(change)}
        </Link>
        <Origin change={change} />
        {!change.touchesKnown && <span className={styles.quiet}>may concern another service: nobody told its paths</span>}
      </div>
      <div className={styles.way}>
        <Rail steps={steps} size="small" label={`Way of ${shortCommit(change.commit)}`} />
      </div>
      <ElapsedView change={change} steps={steps} />
      <Sentence steps={steps} />
    </li>
  );
}
