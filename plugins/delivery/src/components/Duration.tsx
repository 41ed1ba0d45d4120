import { formatDuration } from '../words/durations';
import { useClockText } from './clock';

/** How long something took: "2m 36s"; while it has not ended, "48s so far", or bare "48s" beside a word that says that it lasts. */
export function Duration(props: { from: string; until?: string | null; bare?: boolean }) {
  const text = useClockText(now => {
    const end = props.until ? Date.parse(props.until) : now;
    const length = formatDuration(end - Date.parse(props.from));
    return props.until || props.bare ? length : `${length} so far`;
  });
  // What still lasts has one instant to tell: its beginning.
  return <span data-instant={props.until ? undefined : props.from}>{text}</span>;
}
