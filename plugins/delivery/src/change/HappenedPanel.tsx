import { useClockText } from '../components/clock';
import { StateIcon } from '../components/StateIcon';
import { StateText } from '../components/StateText';
import { ChangeAnswer } from '../journey/answerOf';
import { ChangeEvent } from '../journey/eventsOf';
import { formatDay, formatExactTime, formatZone } from '../words/calendar';
import styles from './happened.module.css';

function Moment({ event, before }: { event: ChangeEvent; before?: ChangeEvent }) {
  const at = new Date(event.at);
  const day = formatDay(at, new Date());
  // A time without a day is of today.
  const newDay = formatDay(before ? new Date(before.at) : new Date(), new Date()) !== day;
  return (
    <time className={styles.time} dateTime={event.at} data-instant={event.at}>
      {newDay && <span className={styles.day}>{day}</span>}
      {formatExactTime(at)}
    </time>
  );
}

function Source({ source }: Pick<ChangeEvent, 'source'>) {
  return (
    <span className={styles.source}>
      {source.url ? (
        <a href={source.url} target="_blank" rel="noreferrer">
          {source.text} <span className={styles.hidden}>opens a new tab</span>
          <span aria-hidden="true">↗</span>
        </a>
      ) : (
        source.text
      )}
    </span>
  );
}

/** What happened to a change, oldest first, ending in what is now. */
export function HappenedPanel(props: { events: ChangeEvent[]; now: Array<{ service?: string; answer: ChangeAnswer }> }) {
  const zone = useClockText(now => formatZone(new Date(now)));
  const { events } = props;
  return (
    <section className={styles.panel} aria-labelledby="change-happened">
      <header className={styles.head}>
        <h2 id="change-happened">What happened</h2>
        <span className={styles.zone}>Times are yours, {zone}</span>
      </header>
      <ol className={styles.events}>
        {events.map((event, index) => (
          <li key={event.key} className={styles.event}>
            <Moment event={event} before={events[index - 1]} />
            <span className={styles.mark}>
              <StateIcon look={event.look} />
            </span>
            <div className={styles.text}>
              <p>{event.title}</p>
              {event.detail && <p className={styles.detail}>{event.detail}</p>}
            </div>
            <Source source={event.source} />
          </li>
        ))}
        {props.now.map(({ service, answer }) => (
          <li key={service ?? ''} className={styles.event}>
            <span className={styles.time}>Now</span>
            <span className={styles.mark}>
              <i className={styles.now} />
            </span>
            <div className={styles.text}>
              <p>
                {service && `${service}: `}
                <b>{answer.news ? <StateText colour={answer.news.role}>{answer.news.text}</StateText> : answer.lead}</b>
              </p>
              {answer.rest && <p className={styles.detail}>{answer.rest}</p>}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
