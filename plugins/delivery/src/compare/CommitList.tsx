import { Button } from '@backstage/ui';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { CommitSummary } from '@slipway/plugin-delivery-common';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { Age } from '../components/Age';
import { CopyButton } from '../components/CopyButton';
import { PersonMark } from '../components/PersonMark';
import { changeRouteRef } from '../routes';
import { changeTitle, personName, shortCommit } from '../words/commits';
import styles from './compare.module.css';

const FIRST = 50;

function CommitItem({ commit, note }: { commit: CommitSummary; note?: string }) {
  const changePage = useRouteRef(changeRouteRef);
  return (
    <li className={styles.commit}>
      <Link className={styles.title} to={changePage?.({ commit: commit.commit }) ?? '.'}>
        {changeTitle(commit)}
      </Link>
      {note && <span className={styles.note}>{note}</span>}
      <span className={styles.meta}>
        <PersonMark person={commit.author} />
        <span>{personName(commit.author) ?? 'author unknown'}</span>
        {commit.committedAt && <Age instant={commit.committedAt} />}
        <span className={styles.sha}>
          <code title={commit.commit}>{shortCommit(commit.commit)}</code>
          <CopyButton text={commit.commit} label={`Copy the full SHA of ${shortCommit(commit.commit)}`} />
        </span>
      </span>
    </li>
  );
}

/** Commits, newest first, each with the way to its page and what there is to say of it; of many the newest stand first and the rest on request. */
export function CommitList({ commits, notes }: { commits: CommitSummary[]; notes?: readonly string[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? commits : commits.slice(0, FIRST);
  return (
    <>
      <ol className={styles.commits}>
        {shown.map((commit, index) => (
          <CommitItem key={`${commit.repository} ${commit.commit}`} commit={commit} note={notes?.[index]} />
        ))}
      </ol>
      {shown.length < commits.length && (
        <div className={styles.more}>
          <Button variant="secondary" onPress={() => setAll(true)}>
            Show all {commits.length.toLocaleString('en')}
          </Button>
        </div>
      )}
    </>
  );
}
