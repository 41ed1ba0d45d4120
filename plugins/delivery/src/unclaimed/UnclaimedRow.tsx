import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ServiceDetail } from '@slipway/plugin-delivery-common';
import { Link } from 'react-router-dom';
import { CodeBlock } from '../components/CodeBlock';
import { StateIcon } from '../components/StateIcon';
import { StateText } from '../components/StateText';
import { fleetRouteRef } from '../routes';
import { lookOfWord, silentLook } from '../words/states';
import { formatVersion } from '../words/versions';
import { annotationsOf } from './annotationsOf';
import styles from './unclaimed.module.css';

const SHOWN = 8;

type Target = ServiceDetail['targets'][number];

function Application({ target }: { target: Target }) {
  const look = target.lastHeardAt ? silentLook : lookOfWord(target.word);
  return (
    <li className={styles.application}>
      <StateIcon look={look} />
      <span>
        {target.argocdUrl ? (
          <a href={target.argocdUrl} target="_blank" rel="noreferrer">
            {target.application} <span className={styles.hidden}>in Argo CD, opens a new tab</span>
            <span aria-hidden="true">↗</span>
          </a>
        ) : (
          target.application
        )}{' '}
        <span className={styles.quiet}>
          {formatVersion(target.version) ?? 'version unknown'} in {target.environment ?? 'no environment'}, {target.cluster}/
          {target.namespace}
        </span>{' '}
        {target.word !== 'Healthy' && (
          <StateText colour={look.role}>{target.lastHeardAt ? `was ${target.word.toLowerCase()}` : target.word}</StateText>
        )}
      </span>
    </li>
  );
}

/** A group of applications that probably are one service: what it holds, why it is not in the catalog, and what to paste. */
export function UnclaimedRow({ group }: { group: ServiceDetail }) {
  const fleet = useRouteRef(fleetRouteRef);
  const left = group.targets.length - SHOWN;
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <h2>{fleet ? <Link to={`${fleet()}?service=${encodeURIComponent(group.ref)}`}>{group.name}</Link> : group.name}</h2>
        <ul className={styles.applications}>
          {group.targets.slice(0, SHOWN).map(target => (
            <Application key={target.subject ?? `${target.instance} ${target.application}`} target={target} />
          ))}
          {left > 0 && <li className={styles.quiet}>and {left.toLocaleString('en')} more</li>}
        </ul>
      </div>
      <p className={styles.why}>{group.whyHere ?? 'The record does not say why.'}</p>
      {group.catalogInfo && <CodeBlock label={`annotations for ${group.name}`} text={annotationsOf(group.catalogInfo)} />}
    </li>
  );
}
