import { ReactNode } from 'react';
import styles from './tokens.module.css';

/** A cell that carries its column's name with it where the table is a list. */
export function Cell(props: { label: string; long?: boolean; children: ReactNode }) {
  return (
    <td data-label={props.label} className={props.long ? styles.long : undefined}>
      <div>{props.children}</div>
    </td>
  );
}
