import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Dialog, DialogHeader } from '@backstage/ui';
import { Change, FoundChange, ServiceDetail } from '@slipway/plugin-delivery-common';
import { useEffect, useState } from 'react';
import { Link } from 'react-router-dom';
import { deliveryApiRef } from '../api/deliveryApi';
import { AnswerText } from '../change/AnswerText';
import { ChangeEvidence } from '../change/ChangeEvidence';
import { ChangeMeta } from '../change/ChangeMeta';
import { InstantTip } from '../components/InstantTip';
import { answerOf } from '../journey/answerOf';
import { journeyOf } from '../journey/journeyOf';
import { changeRouteRef } from '../routes';
import sheet from '../service/sheet.module.css';
import styles from './tab.module.css';
import { changeTitle, shortCommit } from '../words/commits';

function changeOf(found: FoundChange, ref: string): Change | undefined {
  const service = found.services.find(each => each.ref === ref);
  return found.change ? { ...found.change, environments: service?.environments ?? found.change.environments } : undefined;
}

/** A change that the page has, or one that it reads because somebody pasted its address. */
function useChange(commit: string | undefined, listed: Change | undefined, ref: string) {
  const api = useApi(deliveryApiRef);
  const [read, setRead] = useState<{ commit: string; change?: Change; error?: Error }>();
  const missing = commit !== undefined && !listed ? commit : undefined;

  useEffect(() => {
    let current = true;
    if (missing !== undefined) {
      api.getChange(missing).then(
        found => current && setRead({ commit: missing, change: changeOf(found, ref) }),
        error => current && setRead({ commit: missing, error }),
      );
    }
    return () => {
      current = false;
    };
  }, [api, missing, ref]);

  const own = read?.commit === commit ? read : undefined;
  return { change: listed ?? own?.change, error: own?.error };
}

function SheetBody({ change, service }: { change: Change; service: ServiceDetail }) {
  const changePage = useRouteRef(changeRouteRef);
  const steps = journeyOf(change, service);
  const linkOf = (commit: string) =>
    changePage ? (
      <Link key={commit} to={changePage({ commit })}>
        {shortCommit(commit)}
      </Link>
    ) : (
      <code key={commit}>{shortCommit(commit)}</code>
    );
  return (
    <>
      <ChangeMeta change={change} />
      <div className={styles.answer}>
        <AnswerText answer={answerOf(steps)} />
      </div>
      {changePage && (
        <p className={sheet.belongs}>
          <Link to={changePage({ commit: change.commit })}>Open the change page</Link>
        </p>
      )}
      <ChangeEvidence change={change} steps={steps} linkOf={linkOf} />
    </>
  );
}

/** The evidence behind one change, beside the rows. Esc closes it and gives the focus back. */
export function ChangeSheet(props: { commit: string | undefined; service: ServiceDetail; changes: Change[]; onClose: () => void }) {
  const { commit, service } = props;
  const listed = commit === undefined ? undefined : props.changes.find(each => each.commit.startsWith(commit));
  const { change, error } = useChange(commit, listed, service.ref);
  return (
    <Dialog className={sheet.sheet} isOpen={commit !== undefined} onOpenChange={open => !open && props.onClose()}>
      <DialogHeader className={sheet.header}>{change ? changeTitle(change) : commit && shortCommit(commit)}</DialogHeader>
      <div className={sheet.body}>
        <InstantTip>
          {change && <SheetBody change={change} service={service} />}
          {!change && error && (
            <p role="alert" className={sheet.problem}>
              {error.message}
            </p>
          )}
          {!change && !error && <p className={sheet.loading}>Loading</p>}
        </InstantTip>
      </div>
    </Dialog>
  );
}
