import { useRouteRef } from '@backstage/frontend-plugin-api';
import { FoundChange } from '@slipway/plugin-delivery-common';
import { Link } from 'react-router-dom';
import { changeRouteRef } from '../routes';
import styles from './change.module.css';

export interface Neighbours {
  before?: string;
  after?: string;
}

/** The changes before and after one, of the first service that it touches and that has any. */
export function neighboursOf(services: FoundChange['services']): Neighbours {
  const service = services.find(each => each.before !== null || each.after !== null);
  return { before: service?.before ?? undefined, after: service?.after ?? undefined };
}

function Step(props: { commit: string | undefined; words: string; sign: string }) {
  const changePage = useRouteRef(changeRouteRef);
  return props.commit && changePage ? (
    <Link className={styles.step} to={changePage({ commit: props.commit })} aria-label={props.words} title={props.words}>
      <span aria-hidden="true">{props.sign}</span>
    </Link>
  ) : null;
}

/** The way to the changes before and after. */
export function ChangeNeighbours({ before, after }: Neighbours) {
  return before || after ? (
    <nav className={styles.steps} aria-label="Changes beside it">
      <Step commit={before} words="The change before" sign="‹" />
      <Step commit={after} words="The change after" sign="›" />
    </nav>
  ) : null;
}
