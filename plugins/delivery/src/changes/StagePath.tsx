import { Fragment } from 'react';
import { CompareLink } from '../compare/CompareLink';
import { StageTile } from '../components/StageTile';
import { isLastStage, PlacedStage } from './stageContents';
import styles from './path.module.css';

const MOST_ON_A_LINE = 4;

function Between(props: { service: string; before: string | null; stage: PlacedStage }) {
  const { service, before, stage } = props;
  const { behind } = stage;
  const to = stage.cell.environment;
  const words = behind !== undefined && behind > 0 && `${behind.toLocaleString('en')} ahead`;
  return (
    <span className={styles.between}>
      <i aria-hidden="true" />
      {words && (
        <b>
          {before !== null && to !== null ? (
            <CompareLink service={service} pair={{ from: before, to }} label={`${words}: compare ${before} with ${to}`}>
              {words}
            </CompareLink>
          ) : (
            words
          )}
        </b>
      )}
      <i aria-hidden="true" className={styles.arrow} />
    </span>
  );
}

/** The environments of a service as a path: what runs where, and how far each is ahead of the next. */
export function StagePath(props: { service: string; stages: PlacedStage[] }) {
  const { stages } = props;
  const onALine = stages.length <= MOST_ON_A_LINE;
  const columns = stages
    .map((_, index) => `${index > 0 && onALine ? 'minmax(72px, 104px) ' : ''}minmax(0, ${isLastStage(stages, index) ? 2.1 : 1}fr)`)
    .join(' ');
  return (
    <>
      <div
        role="group"
        aria-label="What runs where"
        className={onALine ? styles.path : styles.wrapped}
        style={onALine ? ({ '--path': columns } as React.CSSProperties) : undefined}
      >
        {stages.map((stage, index) => (
          <Fragment key={stage.cell.environment ?? ''}>
            {index > 0 && onALine && <Between service={props.service} before={stages[index - 1].cell.environment} stage={stage} />}
            <div className={styles.place} data-last={isLastStage(stages, index) ? '' : undefined}>
              <StageTile content={stage} last={isLastStage(stages, index)} />
            </div>
          </Fragment>
        ))}
      </div>
      {stages.length > 1 && (
        <p className={onALine ? styles.narrowCompare : styles.compare}>
          <CompareLink service={props.service}>Compare environments</CompareLink>
        </p>
      )}
    </>
  );
}
