import { Change } from '@slipway/plugin-delivery-common';
import { Duration } from '../components/Duration';
import { elapsedOf } from '../journey/elapsedOf';
import { JourneyStep } from '../journey/steps';
import styles from './row.module.css';

/** How long a change took from its commit to the last environment, or takes so far. */
export function ElapsedView(props: { change: Change; steps: JourneyStep[] }) {
  const { from, until, word } = elapsedOf(props.change, props.steps);
  return (
    <div className={styles.elapsed}>
      {from ? (
        <b>
          <Duration from={from} until={until} bare />
        </b>
      ) : (
        <span className={styles.unknown}>Unknown</span>
      )}
      {word && <span className={styles.quiet}>{word}</span>}
    </div>
  );
}
