import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useParams, Link } from 'react-router-dom';
import { DeliveryRequestError } from '../api/DeliveryRequestError';
import { InstantTip } from '../components/InstantTip';
import { LoadProblem } from '../components/LoadProblem';
import { FleetLoading } from '../fleet/FleetLoading';
import { LiveLine } from '../fleet/LiveLine';
import { SignedOutNotice } from '../fleet/SignedOutNotice';
import { usePageKeys, useSingleKeys } from '../fleet/usePageKeys';
import { LiveSnapshot } from '../record/LiveRecord';
import { useLiveRecord } from '../record/useLiveRecord';
import { fleetRouteRef } from '../routes';
import { changeTitle } from '../words/commits';
import { Candidates } from './Candidates';
import { ChangeMeta } from './ChangeMeta';
import { ChangePanels } from './ChangePanels';
import { NotFound } from './NotFound';
import { ChangePageData, readChangePage } from './readChangePage';
import header from '../fleet/header.module.css';
import notice from '../fleet/notice.module.css';
import page from '../fleet/page.module.css';
import styles from './change.module.css';

function titleOf(data: ChangePageData | undefined, name: string): string {
  if (data?.found.change) {
    return changeTitle(data.found.change);
  }
  return data && data.found.candidates.length > 0 ? `${name} may be ${data.found.candidates.length} changes` : `Change ${name}`;
}

function Body(props: { snapshot: LiveSnapshot<ChangePageData>; name: string; onRetry: () => void }) {
  const { snapshot, name } = props;
  const { data, error } = snapshot;
  if (!data) {
    if (!error) {
      return <FleetLoading what="the change" />;
    }
    return error instanceof DeliveryRequestError && error.status === 404 ? (
      <NotFound name={name} said={error.message} />
    ) : (
      <LoadProblem what="The change" error={error} retryAt={snapshot.retryAt} onRetry={props.onRetry} />
    );
  }
  return (
    <>
      {snapshot.health === 'signedOut' && <SignedOutNotice />}
      {[...data.problems, ...(error ? [`This is what was known before: ${error.message}`] : [])].map(problem => (
        <p key={problem} className={notice.note}>
          {problem}
        </p>
      ))}
      {data.found.change ? <ChangePanels data={data} change={data.found.change} /> : <Candidates candidates={data.found.candidates} />}
    </>
  );
}

/** Where a change is: its answer, its way in each service that it touches, what happened, and how each link is proved. */
export function ChangePage() {
  const name = useParams().commit ?? '';
  const fleet = useRouteRef(fleetRouteRef);
  const [singleKeys] = useSingleKeys();
  const { snapshot, retry } = useLiveRecord<ChangePageData>({
    key: name,
    read: api => readChangePage(api, name),
    concerns: (event, data) =>
      event.type === 'sources' ||
      (event.type === 'changed' && (!data || data.found.services.some(service => event.refs.includes(service.ref)))),
  });
  const { data } = snapshot;
  const change = data?.found.change;

  usePageKeys(singleKeys, {
    c: () => {
      if (change) {
        navigator.clipboard.writeText(change.commit);
      }
    },
  });

  return (
    <main className={page.page}>
      <InstantTip>
        <header className={header.header}>
          <div className={styles.heading}>
            <p className={styles.crumb}>
              {fleet && <Link to={fleet()}>Delivery</Link>}
              <span aria-hidden="true">›</span>
              <span>Change</span>
            </p>
            <h1 className={header.title}>{titleOf(data, name)}</h1>
            {change && <ChangeMeta change={change} />}
          </div>
          <LiveLine health={snapshot.health} lastChangeAt={snapshot.lastChangeAt} />
        </header>
        <div className={page.content}>
          <Body snapshot={snapshot} name={name} onRetry={retry} />
        </div>
      </InstantTip>
    </main>
  );
}
