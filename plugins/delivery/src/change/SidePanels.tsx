import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Change, ServiceDetail, Source } from '@slipway/plugin-delivery-common';
import { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { Age } from '../components/Age';
import { StateIcon } from '../components/StateIcon';
import { proofsOf } from '../journey/proofsOf';
import { sourcesOf } from '../journey/sourcesOf';
import { changeRouteRef } from '../routes';
import { shortCommit } from '../words/commits';
import { silentLook } from '../words/states';
import styles from './change.module.css';

function Panel(props: { title: string; children: ReactNode }) {
  return (
    <section className={styles.panel} aria-label={props.title}>
      <h2>{props.title}</h2>
      {props.children}
    </section>
  );
}

/** How each link of a change's way is proved. */
export function ProofPanel(props: { change: Change; environments: Change['environments']; name?: string }) {
  return (
    <Panel title={props.name ? `How it is linked in ${props.name}` : 'How it is linked'}>
      <dl className={styles.facts}>
        {proofsOf(props.change, props.environments).map(proof => (
          <div key={proof.link}>
            <dt>{proof.link}</dt>
            <dd>
              <StateIcon look={proof.look} />
              <span>{proof.words}</span>
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

/** Other commits that have to do with a change; nothing where there are none. */
export function OthersPanel(props: { title: string; commits: string[] }) {
  const changePage = useRouteRef(changeRouteRef);
  if (props.commits.length === 0) {
    return null;
  }
  return (
    <Panel title={props.title}>
      <p className={styles.commits}>
        {props.commits.map(commit => (
          <Link key={commit} className={styles.link} to={changePage?.({ commit }) ?? '.'}>
            <code>{shortCommit(commit)}</code>
          </Link>
        ))}
      </p>
    </Panel>
  );
}

/** Who saw the change, and how fresh that is. */
export function SeenPanel(props: { change: Change; services: ServiceDetail[]; sources: Source[] }) {
  const states = new Map(props.sources.map(source => [source.name, source]));
  return (
    <Panel title="Seen by">
      <dl className={styles.facts}>
        {sourcesOf(props.change, props.services).map(({ source, seenAt, lastHeardAt }) => {
          const state = states.get(source);
          const silent = state?.silent || Boolean(lastHeardAt);
          const heard = state?.lastHeardAt ?? lastHeardAt;
          return (
            <div key={source}>
              <dt>{source}</dt>
              <dd>
                {silent ? <StateIcon look={silentLook} /> : <i className={styles.live} aria-hidden="true" />}
                <span>
                  {silent && heard ? (
                    <>
                      last heard <Age instant={heard} as="at" />
                    </>
                  ) : (
                    <Age instant={seenAt} />
                  )}
                </span>
              </dd>
            </div>
          );
        })}
      </dl>
    </Panel>
  );
}
