import { Source } from '@slipway/plugin-delivery-common';
import { Button } from '@backstage/ui';
import { CodeBlock } from '../components/CodeBlock';
import { argocdConfiguration, sendEventCommand } from './connectExamples';
import styles from './notice.module.css';

function describeSource(source: Source): string {
  const states: Record<Source['state'], string> = {
    connecting: 'is connecting',
    live: 'is connected and has no applications yet',
    retrying: 'does not answer; Slipway keeps trying',
    failed: 'failed',
    posted: 'has sent events that the fleet does not show',
  };
  return `${source.name} ${states[source.state]}${source.error ? `: ${source.error}` : ''}`;
}

/** An installation without deployments: what is connected, and how to connect Argo CD or send an event. */
export function FleetEmpty(props: { sources: Source[] }) {
  return (
    <section className={styles.panel} aria-labelledby="fleet-empty">
      <h2 id="fleet-empty" className={styles.heading}>
        No deployments yet
      </h2>
      <p className={styles.words}>Slipway shows them as soon as a source reports one. Connect Argo CD, or send an event from CI.</p>
      {props.sources.length > 0 && (
        <ul className={styles.sources} aria-label="Sources">
          {props.sources.map(source => (
            <li key={source.name}>{describeSource(source)}</li>
          ))}
        </ul>
      )}
      <div className={styles.ways}>
        <div className={styles.way}>
          <h3>Connect Argo CD</h3>
          <p>
            Save this as <code>my-config.yaml</code>, then run <code>npm start -- --config my-config.yaml</code>. The token needs to list
            and watch applications; docs/guides/connect-argo-cd.md has the role to grant.
          </p>
          <CodeBlock label="Argo CD configuration" text={argocdConfiguration} />
        </div>
        <div className={styles.way}>
          <h3>Send an event</h3>
          <p>Run this in the folder that Slipway was started from; it reports one application, healthy in dev.</p>
          <CodeBlock label="event by curl" text={sendEventCommand(window.location.origin)} />
        </div>
      </div>
    </section>
  );
}

/** Nothing matches the filters. */
export function FleetNoMatch(props: { words: string; onClear: () => void }) {
  return (
    <section className={styles.panel} aria-labelledby="fleet-no-match">
      <h2 id="fleet-no-match" className={styles.heading}>
        {props.words}
      </h2>
      <div className={styles.buttons}>
        <Button variant="secondary" onPress={props.onClear}>
          Clear filter
        </Button>
      </div>
    </section>
  );
}
