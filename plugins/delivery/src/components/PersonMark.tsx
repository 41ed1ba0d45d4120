import { Change } from '@slipway/plugin-delivery-common';
import { personName } from '../words/commits';
import styles from './personMark.module.css';

const initialsOf = (name: string) =>
  name
    .split(/[\s._@-]+/)
    .filter(Boolean)
    .slice(0, 2)
    .map(part => part[0].toUpperCase())
    .join('');

/** The initials of whoever wrote a change; decorative, the name stands beside it. */
export function PersonMark(props: { person: Change['author'] }) {
  const name = personName(props.person);
  return (
    <span className={styles.mark} aria-hidden="true">
      {name ? initialsOf(name) : '?'}
    </span>
  );
}
