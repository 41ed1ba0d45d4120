import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { DeliveryRequestError } from '../api/DeliveryRequestError';
import { InstantTip } from '../components/InstantTip';
import { LoadProblem } from '../components/LoadProblem';
import { SaidLine } from '../components/SaidLine';
import { useCopy } from '../components/useCopy';
import { FleetLoading } from '../fleet/FleetLoading';
import { LiveLine } from '../fleet/LiveLine';
import { SignedOutNotice } from '../fleet/SignedOutNotice';
import { PageKeys } from '../keys/PageKeys';
import { LiveSnapshot } from '../record/LiveRecord';
import { useLiveRecord } from '../record/useLiveRecord';
import { changeRouteRef, fleetRouteRef } from '../routes';
import { changeTitle, shortCommit } from '../words/commits';
import { Candidates } from './Candidates';
import { ChangeMeta } from './ChangeMeta';
import { ChangeNeighbours, Neighbours, neighboursOf } from './ChangeNeighbours';
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

function ChangeKeys({ commit, before, after }: Neighbours & { commit: string }) {
  const changePage = useRouteRef(changeRouteRef);
  const navigate = useNavigate();
  const { said, copy } = useCopy();
  const go = (to: string | undefined) => () => {
    if (to && changePage) {
      navigate(changePage({ commit: to }));
    }
  };
  return (
    <p className={page.foot}>
      <PageKeys
        keys={[
          { key: 'c', words: 'Copy the full SHA', act: () => copy(commit, `Copied ${shortCommit(commit)}`) },
          { key: '[', words: 'To the change before', act: go(before) },
          { key: ']', words: 'To the change after', act: go(after) },
        ]}
      />
      <SaidLine said={said} />
    </p>
  );
}

/** Where a change is: its answer, its way in each service that it touches, what happened, and how each link is proved. */
export function ChangePage() {
  const name = useParams().commit ?? '';
  const fleet = useRouteRef(fleetRouteRef);
  const { snapshot, retry } = useLiveRecord<ChangePageData>({
    key: name,
    read: api => readChangePage(api, name),
    concerns: (event, data) =>
      event.type === 'sources' ||
      (event.type === 'changed' && (!data || data.found.services.some(service => event.refs.includes(service.ref)))),
  });
  const { data } = snapshot;
  const change = data?.found.change;
  const beside = data ? neighboursOf(data.found.services) : {};

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
          <ChangeNeighbours {...beside} />
          <LiveLine health={snapshot.health} lastChangeAt={snapshot.lastChangeAt} />
        </header>
        <div className={page.content}>
          <Body snapshot={snapshot} name={name} onRetry={retry} />
          {change && <ChangeKeys commit={change.commit} {...beside} />}
        </div>
      </InstantTip>
    </main>
  );
}
