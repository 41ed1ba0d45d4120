import { useRouteRef } from '@backstage/frontend-plugin-api';
import { FoundChange } from '@slipway/plugin-delivery-common';
import { Link } from 'react-router-dom';
import { Age } from '../components/Age';
import { changeRouteRef } from '../routes';
import { changeTitle, shortRepository } from '../words/commits';
import styles from './change.module.css';

const SHOWN = 12;

/** The changes that an abbreviated name may mean, to choose from. */
export function Candidates({ candidates }: { candidates: FoundChange['candidates'] }) {
  const changePage = useRouteRef(changeRouteRef);
  return (
    <section className={styles.panel} aria-labelledby="change-candidates">
      <h2 id="change-candidates">Which one is meant?</h2>
      <ul className={styles.candidates}>
        {candidates.map(candidate => (
          <li key={`${candidate.repository} ${candidate.commit}`}>
            <Link to={changePage?.({ commit: candidate.commit }) ?? '.'}>{changeTitle(candidate)}</Link>
            <span className={styles.meta}>
              <code title={candidate.commit}>{candidate.commit.slice(0, SHOWN)}</code> {shortRepository(candidate.repository)}
              {candidate.committedAt && (
                <>
                  {' · '}
                  <Age instant={candidate.committedAt} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
