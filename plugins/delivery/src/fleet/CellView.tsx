import { Cell } from '@slipway/plugin-delivery-common';
import { Link } from 'react-router-dom';
import { Age } from '../components/Age';
import { useClockText } from '../components/clock';
import { Duration } from '../components/Duration';
import { StateIcon } from '../components/StateIcon';
import { StateText } from '../components/StateText';
import { describeCell } from './cellWords';
import styles from './cell.module.css';

const NEWS_LASTS = 10_000;

function News(props: { changedAt: number }) {
  const text = useClockText(now => (now - props.changedAt < NEWS_LASTS ? 'Just now' : ''));
  return text ? <span className={styles.news}>{text}</span> : null;
}

function When(props: { cell: Cell }) {
  const { cell } = props;
  if (cell.lastHeardAt || cell.word === 'Not deployed') {
    return null;
  }
  if (!cell.since) {
    return <span>since unknown</span>;
  }
  return cell.word === 'Healthy' ? <Age instant={cell.since} /> : <Duration from={cell.since} bare />;
}

/** What a service says in one environment: shape, version, word, age. Never blank. */
export function CellView(props: { cell?: Cell; label: string; changedAt?: number; compareAddress?: string }) {
  const { cell, changedAt } = props;
  if (!cell) {
    return <CellView {...props} cell={{ environment: null, word: 'Not deployed', targets: 0, version: { name: null }, since: null }} />;
  }
  const text = describeCell(cell);
  return (
    // The key starts the fading tint anew with every change.
    <div
      key={changedAt ?? 0}
      className={styles.cell}
      data-changed={changedAt === undefined ? undefined : ''}
      data-silent={cell.lastHeardAt ? '' : undefined}
      data-word={cell.word}
    >
      <StateIcon look={text.look} />
      <div className={styles.lines}>
        <div className={styles.first}>
          <span className={styles.label}>{props.label}</span>
          <span className={text.known ? styles.version : styles.noVersion}>{text.version}</span>
          {text.beside.map(({ version, share }) => (
            <span key={`${version} ${share}`} className={styles.beside}>
              <span aria-hidden="true">+</span> <span className={styles.hidden}>beside</span> {version} {share}
            </span>
          ))}
          {text.wanted && (
            <span className={styles.wanted}>
              <span aria-hidden="true">→</span> <span className={styles.hidden}>wants</span> {text.wanted}
            </span>
          )}
          {text.behind &&
            (props.compareAddress ? (
              // The grid is one tab stop; the service's sheet leads to the comparison too.
              <Link className={styles.behind} to={props.compareAddress} tabIndex={-1} title="What it is behind by">
                {text.behind}
              </Link>
            ) : (
              <span className={styles.behind}>{text.behind}</span>
            ))}
          {changedAt !== undefined && <News changedAt={changedAt} />}
        </div>
        <div className={styles.second}>
          <StateText colour={text.look.role}>
            {text.word}
            {cell.lastHeardAt && (
              <>
                {' '}
                <Age instant={cell.lastHeardAt} as="at" />
              </>
            )}
          </StateText>
          <When cell={cell} />
          {text.detail && (
            <span className={styles.detail} title={text.whole ?? text.detail}>
              {text.detail}
            </span>
          )}
        </div>
      </div>
    </div>
  );
}
