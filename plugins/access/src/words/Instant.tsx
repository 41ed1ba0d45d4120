const moment = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** An instant in the reader's zone, to the minute or the day; its title says it in UTC. */
export function Instant(props: { at: string; dayOnly?: boolean }) {
  const at = new Date(props.at);
  return (
    <time
      dateTime={props.at}
      title={at
        .toISOString()
        .replace('T', ' ')
        .replace(/\.\d+Z$/, ' UTC')}
    >
      {(props.dayOnly ? day : moment).format(at)}
    </time>
  );
}
