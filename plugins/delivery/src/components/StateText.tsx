import { ReactNode } from 'react';
import { StateRole } from '../words/states';
import styles from './state.module.css';

/** A state's word in its colour; what is well or neutral stays quiet. */
export function StateText(props: { colour: StateRole; children: ReactNode }) {
  return <span className={`${styles.text} ${styles[`${props.colour}Text`]}`}>{props.children}</span>;
}
