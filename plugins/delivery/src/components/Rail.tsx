import { Duration } from './Duration';
import { Age } from './Age';
import { StateIcon } from './StateIcon';
import { StateText } from './StateText';
import { JourneyStep, Line, linesOf } from '../journey/steps';
import styles from './rail.module.css';

/** With more steps than these a row has no room for words; the icons keep them for the pointer and for screen readers. */
const MOST_WITH_WORDS = 7;

/** What an icon says to those who do not see it. */
function spoken({ label, word, detail }: JourneyStep): string {
  return `${label}: ${[word || 'not yet', detail].filter(Boolean).join(', ')}`;
}

function When({ step }: { step: JourneyStep }) {
  if (step.heard) {
    return (
      <>
        last heard <Age instant={step.heard} as="at" />
      </>
    );
  }
  const parts = [
    step.since && <Age key="since" instant={step.since} as="since" />,
    !step.since && step.first && (
      <span key="first">
        first <Age instant={step.first} as="at" />
      </span>
    ),
    step.took && <Duration key="took" from={step.took.from} until={step.took.until} />,
  ].filter(Boolean);
  return (
    <>
      {parts[0]}
      {parts.length > 1 && ' · '}
      {parts[1]}
    </>
  );
}

function Node(props: { step: JourneyStep; line?: Line; large: boolean }) {
  const { step, line, large } = props;
  return (
    <span className={styles.track}>
      {step.look ? <StateIcon look={step.look} large={large} /> : <i className={styles.dot} />}
      {line && <i className={styles.line} data-line={line} />}
    </span>
  );
}

/**
 * The motif of every delivery page: one line from commit to production, with a step for each node. A small one is a row's, and says
 * its words to screen readers alone where the page is narrow; there a large one stands upright.
 */
export function Rail(props: { steps: JourneyStep[]; size: 'small' | 'large'; label: string }) {
  const { steps } = props;
  const lines = linesOf(steps);
  const large = props.size === 'large';
  return (
    <ol
      className={`${styles.rail} ${large ? styles.large : styles.small} ${!large && steps.length > MOST_WITH_WORDS ? styles.dense : ''}`}
      aria-label={props.label}
      style={{ '--steps': steps.length } as React.CSSProperties}
    >
      {steps.map((step, index) => (
        <li key={step.key} className={styles.step} data-status={step.status} title={large ? undefined : spoken(step)}>
          <Node step={step} line={lines[index]} large={large} />
          <span className={styles.name} aria-hidden="true">
            {large ? step.label : step.label.toLowerCase()}
          </span>
          <span className={styles.hidden}>{spoken(step)}</span>
          <span className={styles.words}>
            <span className={styles.word} aria-hidden="true">
              {large ? step.word : step.look && <StateText colour={step.look.role}>{step.word}</StateText>}
            </span>
            {step.detail && (large || !step.routine) && !steps.slice(0, index).some(({ detail }) => detail === step.detail) && (
              <span className={styles.detail} title={step.detail} aria-hidden="true">
                {large && step.look ? <StateText colour={step.look.role}>{step.detail}</StateText> : step.detail}
              </span>
            )}
            <span className={styles.when}>
              <When step={step} />
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}
