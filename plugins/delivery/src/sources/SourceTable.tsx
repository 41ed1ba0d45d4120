import { Source } from '@slipway/plugin-delivery-common';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Fragment, useEffect, useRef } from 'react';
import { Link, useLocation } from 'react-router-dom';
import { Age } from '../components/Age';
import { InstantWords } from '../components/InstantWords';
import { StateIcon } from '../components/StateIcon';
import { StateText } from '../components/StateText';
import { formatDuration } from '../words/durations';
import { sourcesRouteRef } from '../routes';
import { auditWord, feedsOf, sourceAnchor, sourceWord, SourceWord } from './sourceWords';
import styles from './sources.module.css';

const SPANS_SHOWN = 5;

function Word({ said }: { said: SourceWord }) {
  return (
    <span className={styles.word}>
      <StateIcon look={said.look} />
      <StateText colour={said.look.role}>{said.word}</StateText>
    </span>
  );
}

function Audit({ source }: { source: Source }) {
  const said = auditWord(source);
  if (!said || !source.lastAudit) {
    return <span className={styles.quiet}>{source.state === 'posted' ? 'nothing to compare with' : 'not compared yet'}</span>;
  }
  return (
    <>
      <Word said={said} />
      <span className={styles.quiet}>
        <Age instant={source.lastAudit.at} />
      </span>
    </>
  );
}

function Counts({ source }: { source: Source }) {
  const asides = [
    source.unused ? `${source.unused.toLocaleString('en')} of unused types` : undefined,
    source.ties ? `${source.ties.toLocaleString('en')} that contradict another` : undefined,
  ].filter(Boolean);
  return (
    <>
      {(source.observations ?? 0).toLocaleString('en')}
      {asides.length > 0 && <span className={styles.quiet}>{asides.join(', ')}</span>}
    </>
  );
}

function Unseen({ spans }: { spans: NonNullable<Source['unseen']> }) {
  return (
    <>
      <h3 className={styles.label}>Did not see</h3>
      <ul className={styles.spans}>
        {spans.slice(0, SPANS_SHOWN).map(span => (
          <li key={`${span.from} ${span.until}`}>
            {span.from ? (
              <>
                <Age instant={span.from} as="at" /> to <Age instant={span.until} as="at" />,{' '}
                {formatDuration(Date.parse(span.until) - Date.parse(span.from))}
              </>
            ) : (
              <>
                before <Age instant={span.until} as="at" />
              </>
            )}
            : <InstantWords text={span.reason} />
          </li>
        ))}
        {spans.length > SPANS_SHOWN && <li>and {spans.length - SPANS_SHOWN} earlier</li>}
      </ul>
    </>
  );
}

function Story({ source }: { source: Source }) {
  const { detail } = sourceWord(source);
  const spans = source.unseen ?? [];
  if (!source.error && !detail && spans.length === 0 && !source.cursor) {
    return null;
  }
  return (
    <tr className={styles.story}>
      <td colSpan={7}>
        {source.error && (
          <p className={styles.error}>
            <span className={styles.label}>Last error</span> <InstantWords text={source.error} />
          </p>
        )}
        {!source.error && detail && <p>{detail}</p>}
        {spans.length > 0 && <Unseen spans={spans} />}
        {source.cursor && (
          <p className={styles.cursor}>
            <span className={styles.label}>Reads on from</span>{' '}
            <code title={source.cursor}>
              <InstantWords text={source.cursor} />
            </code>
          </p>
        )}
      </td>
    </tr>
  );
}

function Row({ source }: { source: Source }) {
  const page = useRouteRef(sourcesRouteRef);
  const rowRef = useRef<HTMLTableRowElement>(null);
  const anchor = sourceAnchor(source.name);
  const { hash } = useLocation();
  const meant = hash === anchor;
  const feeds = feedsOf(source.name);

  // The rows come after the page, so the browser has looked for the place in vain.
  useEffect(() => {
    if (meant) {
      rowRef.current?.scrollIntoView?.({ block: 'center' });
    }
  }, [meant]);

  return (
    <tr className={styles.row} ref={rowRef} data-meant={meant ? '' : undefined}>
      <th scope="row">
        {page ? <Link to={`${page()}${anchor}`}>{source.name}</Link> : source.name}
        {feeds && <span className={styles.feeds}>{feeds}</span>}
      </th>
      <td>
        <Word said={sourceWord(source)} />
      </td>
      <td data-label="Last heard">
        {source.lastHeardAt ? <Age instant={source.lastHeardAt} /> : <span className={styles.quiet}>never</span>}
      </td>
      <td data-label="Lag">
        {typeof source.lagSeconds === 'number' ? (
          formatDuration(source.lagSeconds * 1000)
        ) : (
          <span className={styles.quiet}>{source.state === 'posted' ? 'does not apply' : 'not told'}</span>
        )}
      </td>
      <td data-label="Observations">
        <Counts source={source} />
      </td>
      <td data-label="Upstream requests">
        {typeof source.upstreamRequests === 'number' ? (
          source.upstreamRequests.toLocaleString('en')
        ) : (
          <span className={styles.quiet}>{source.state === 'posted' ? 'makes none' : 'unknown'}</span>
        )}
      </td>
      <td data-label="Last comparison">
        <Audit source={source} />
      </td>
    </tr>
  );
}

/** A row per source, with what went wrong and what it did not see under it. Each has an address that can be pasted. */
export function SourceTable({ sources }: { sources: Source[] }) {
  return (
    <table className={styles.table}>
      <caption className={styles.hidden}>How each source is doing</caption>
      <thead>
        <tr>
          {['Source', 'State', 'Last heard', 'Lag', 'Observations', 'Upstream requests', 'Last comparison'].map(title => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sources.map(source => (
          <Fragment key={source.name}>
            <Row source={source} />
            <Story source={source} />
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
