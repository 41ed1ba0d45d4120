import { Fragment } from 'react';
import { StageTile } from '../components/StageTile';
import { isLastStage, PlacedStage } from './stageContents';
import styles from './path.module.css';

const MOST_ON_A_LINE = 4;

function Between({ behind }: { behind?: number }) {
  return (
    <span className={styles.between}>
      <i aria-hidden="true" />
      {behind !== undefined && behind > 0 && <b>{behind.toLocaleString('en')} ahead</b>}
      <i aria-hidden="true" className={styles.arrow} />
    </span>
  );
}

/** The environments of a service as a path: what runs where, and how far each is ahead of the next. */
export function StagePath(props: { stages: PlacedStage[] }) {
  const { stages } = props;
  const onALine = stages.length <= MOST_ON_A_LINE;
  const columns = stages
    .map((_, index) => `${index > 0 && onALine ? 'minmax(72px, 104px) ' : ''}minmax(0, ${isLastStage(stages, index) ? 2.1 : 1}fr)`)
    .join(' ');
  return (
    <div
      role="group"
      aria-label="What runs where"
      className={onALine ? styles.path : styles.wrapped}
      style={onALine ? ({ '--path': columns } as React.CSSProperties) : undefined}
    >
      {stages.map((stage, index) => (
        <Fragment key={stage.cell.environment ?? ''}>
          {index > 0 && onALine && <Between behind={stage.behind} />}
          <div className={styles.place} data-last={isLastStage(stages, index) ? '' : undefined}>
            <StageTile content={stage} last={isLastStage(stages, index)} />
          </div>
        </Fragment>
      ))}
    </div>
  );
}
