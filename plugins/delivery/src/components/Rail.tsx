import { Duration } from './Duration';
import { Age } from './Age';
import { StateIcon } from './StateIcon';
import { StateText } from './StateText';
import { JourneyStep, Line, linesOf } from '../journey/steps';
import { Wait, waitsOf } from '../journey/waits';
import { formatDuration } from '../words/durations';
import styles from './rail.module.css';

/** With more steps than these a row has no room for words; the icons keep them for the pointer and for screen readers. */
const MOST_WITH_WORDS = 7;

const lengthOf = ({ from, until }: Wait) => formatDuration(Date.parse(until) - Date.parse(from));

/** What an icon says to those who do not see it. */
function spoken({ label, word, detail }: JourneyStep, wait?: Wait): string {
  const waited = wait && `after ${lengthOf(wait)} of waiting`;
  return `${label}: ${[word || 'not yet', detail, waited].filter(Boolean).join(', ')}`;
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

function Node(props: { step: JourneyStep; line?: Line; wait?: Wait; large: boolean }) {
  const { step, line, wait, large } = props;
  return (
    <span className={styles.track}>
      {step.look ? <StateIcon look={step.look} large={large} /> : <i className={styles.dot} />}
      {line && <i className={styles.line} data-line={line} />}
      {wait && (
        <>
          <span className={styles.wait} aria-hidden="true">
            {lengthOf(wait)}
          </span>
          <i className={`${styles.line} ${styles.rest}`} data-line={line} />
        </>
      )}
    </span>
  );
}

function Log({ step, reachable }: { step: JourneyStep; reachable: boolean }) {
  return step.log ? (
    <a className={styles.log} href={step.log.url} target="_blank" rel="noreferrer" tabIndex={reachable ? undefined : -1}>
      {step.log.words} <span className={styles.hidden}>of {step.label}, opens a new tab</span>
      <span aria-hidden="true">↗</span>
    </a>
  ) : null;
}

/**
 * The motif of every delivery page: one line from commit to production, with a step for each node. A small one is a row's, and says
 * its words to screen readers alone where the page is narrow; there a large one stands upright.
 */
export function Rail(props: { steps: JourneyStep[]; size: 'small' | 'large'; label: string }) {
  const { steps } = props;
  const lines = linesOf(steps);
  const waits = waitsOf(steps, lines);
  const large = props.size === 'large';
  return (
    <ol
      className={`${styles.rail} ${large ? styles.large : styles.small} ${!large && steps.length > MOST_WITH_WORDS ? styles.dense : ''}`}
      aria-label={props.label}
      style={{ '--steps': steps.length } as React.CSSProperties}
    >
      {steps.map((step, index) => (
        <li key={step.key} className={styles.step} data-status={step.status} title={large ? undefined : spoken(step, waits[index - 1])}>
          <Node step={step} line={lines[index]} wait={waits[index]} large={large} />
          <span className={styles.name} aria-hidden="true">
            {large ? step.label : step.label.toLowerCase()}
          </span>
          <span className={styles.hidden}>{spoken(step, waits[index - 1])}</span>
          <span className={styles.words}>
            <span className={styles.word} aria-hidden="true">
              {large ? step.word || 'Not yet' : step.look && <StateText colour={step.look.role}>{step.word}</StateText>}
            </span>
            {step.detail && (large || !step.routine) && !steps.slice(0, index).some(({ detail }) => detail === step.detail) && (
              <span className={styles.detail} title={step.detail} aria-hidden="true">
                {large && step.look ? <StateText colour={step.look.role}>{step.detail}</StateText> : step.detail}
              </span>
            )}
            <span className={styles.when}>
              <When step={step} />
            </span>
            {/* A row has one tab stop; the sheet that it opens has this link too. */}
            <Log step={step} reachable={large} />
          </span>
        </li>
      ))}
    </ol>
  );
}
