import { formatAge, formatMoment, formatSince } from '../words/ages';
import { useClockText } from './clock';

const forms = { ago: formatAge, since: formatSince, at: formatMoment };

/**
 * When something happened ("3 h ago"), since when it lasts ("since 11:30") or at what moment ("13:51"). On hover and focus
 * `InstantTip` shows the instant in local time and UTC.
 */
export function Age(props: { instant: string; as?: keyof typeof forms }) {
  const text = useClockText(now => forms[props.as ?? 'ago'](props.instant, now));
  return (
    <time dateTime={props.instant} data-instant={props.instant}>
      {text}
    </time>
  );
}
