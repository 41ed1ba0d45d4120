import { Focusable, Tooltip, TooltipTrigger } from '@backstage/ui';
import { ReactElement } from 'react';
import { NavLink } from 'react-router-dom';
import styles from './navigation.module.css';

/** One place to go. Where only its icon fits, its name is a tooltip. */
export function NavItem(props: { title: string; href: string; icon: ReactElement | null; iconOnly: boolean; onNavigate?: () => void }) {
  return (
    <li>
      <TooltipTrigger isDisabled={!props.iconOnly} delay={120}>
        <Focusable>
          <NavLink to={props.href} className={styles.item} onClick={props.onNavigate}>
            <span className={styles.icon}>{props.icon}</span>
            <span className={styles.label}>{props.title}</span>
          </NavLink>
        </Focusable>
        <Tooltip placement="right">{props.title}</Tooltip>
      </TooltipTrigger>
    </li>
  );
}
