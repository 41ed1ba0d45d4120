import { Change } from '@slipway/plugin-delivery-common';
import { Age } from '../components/Age';
import { CopyButton } from '../components/CopyButton';
import { PersonMark } from '../components/PersonMark';
import { StateText } from '../components/StateText';
import { joinWords } from '../words/lists';
import { personName, shortCommit, shortRepository } from '../words/commits';
import styles from './meta.module.css';

/** Who wrote a change and when, its commit to copy, and its pull request. */
export function ChangeMeta({ change }: { change: Change }) {
  const { pullRequest } = change;
  const others = change.coAuthors.flatMap(person => personName(person) ?? []);
  return (
    <p className={styles.meta}>
      <PersonMark person={change.author} />
      <span>{joinWords([personName(change.author) ?? 'author unknown', ...others])}</span>
      <span className={styles.commit}>
        <code title={change.commit}>{shortCommit(change.commit)}</code>
        <CopyButton text={change.commit} label="Copy the full SHA" />
      </span>
      {change.committedAt && <Age instant={change.committedAt} />}
      {pullRequest &&
        (pullRequest.url ? (
          <a href={pullRequest.url} target="_blank" rel="noreferrer">
            Pull request {pullRequest.number}
          </a>
        ) : (
          <span>Pull request {pullRequest.number}</span>
        ))}
      {change.rewritten && (
        <StateText colour="warning">
          rewritten: {change.rewritten.branch} had it <Age instant={change.rewritten.hadAt} /> and has it no more
        </StateText>
      )}
      <span className={styles.quiet} title={change.repository}>
        {shortRepository(change.repository)}
      </span>
    </p>
  );
}
