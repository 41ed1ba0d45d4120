import { Target } from '@slipway/plugin-delivery-common';
import { ReactNode } from 'react';
import { Age } from '../components/Age';
import { StateIcon } from '../components/StateIcon';
import { StateText } from '../components/StateText';
import { formatRef } from '../words/refs';
import { lookOfWord, silentLook } from '../words/states';
import { runningSentences } from '../words/running';
import { formatVersion } from '../words/versions';
import styles from './sheet.module.css';

function Fact(props: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

const versionText = (version: Target['version']) => formatVersion(version) ?? `unknown${version.reason ? `: ${version.reason}` : ''}`;

/** One application on one cluster: what runs there, what it should run, why, and who says so since when. */
export function TargetCard(props: { target: Target }) {
  const { target } = props;
  const { running = [] } = target;
  const silent = Boolean(target.lastHeardAt);
  const wanted = formatVersion(target.desired);
  return (
    <article className={styles.target} data-silent={silent ? '' : undefined}>
      <div className={styles.targetHead}>
        <StateIcon look={silent ? silentLook : lookOfWord(target.word)} />
        <b className={styles.version}>{versionText(target.version)}</b>
        <StateText colour={silent ? 'neutral' : lookOfWord(target.word).role}>
          {silent ? `was ${target.word.toLowerCase()}` : target.word}
        </StateText>
        {target.stateSince && (
          <span className={styles.quiet}>
            <Age instant={target.stateSince} as="since" />
          </span>
        )}
      </div>
      {target.why && <p className={styles.why}>{target.why}</p>}
      <dl className={styles.facts}>
        <Fact name="Cluster">{target.cluster}</Fact>
        <Fact name="Namespace">{target.namespace}</Fact>
        <Fact name="Application">
          {target.argocdUrl ? (
            <a href={target.argocdUrl} target="_blank" rel="noreferrer">
              {target.application} <span className={styles.hidden}>in Argo CD, opens a new tab</span>
              <span aria-hidden="true">↗</span>
            </a>
          ) : (
            target.application
          )}
          <span className={styles.quiet}> in {target.instance}</span>
        </Fact>
        {running.length > 0 && (
          <Fact name="Pods">
            {runningSentences(running).map(text => (
              <span key={text} className={styles.line}>
                {text}
              </span>
            ))}
          </Fact>
        )}
        {wanted && wanted !== formatVersion(target.version) && <Fact name="Wants">{wanted}</Fact>}
        <Fact name="This version">{target.versionSince ? <Age instant={target.versionSince} as="since" /> : 'since unknown'}</Fact>
        <Fact name="In Argo CD’s words">
          {target.sync}, {target.health}
          {!target.autoSync && ', auto-sync off'}
        </Fact>
        {target.boundBy && <Fact name="Here because">{target.boundBy}</Fact>}
        {target.alsoClaimedBy && target.alsoClaimedBy.length > 0 && (
          <Fact name="Also claimed by">{target.alsoClaimedBy.map(formatRef).join(', ')}</Fact>
        )}
        <Fact name="Source">
          {target.source}, {silent ? 'last heard ' : 'seen '}
          <Age instant={target.lastHeardAt ?? target.seenAt} as={silent ? 'at' : 'ago'} />
        </Fact>
      </dl>
    </article>
  );
}
