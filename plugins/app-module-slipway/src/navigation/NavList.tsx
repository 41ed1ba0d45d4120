import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { NavContentComponentProps } from '@backstage/plugin-app-react';
import { Button, Tooltip, TooltipTrigger } from '@backstage/ui';
import { DemoNotice } from './DemoNotice';
import { signOutIcon } from './icons';
import { initialsOf } from './initials';
import { NavItem } from './NavItem';
import { placeItems, PlacedItem } from './placeItems';
import { ThemeChoice } from './ThemeChoice';
import { usePerson } from './usePerson';
import styles from './navigation.module.css';

/** The places to go, then what is the person's own, and the way out. Only what is installed is there. */
export function NavList(props: { navItems: NavContentComponentProps['navItems']; iconOnly: boolean; onNavigate?: () => void }) {
  const identityApi = useApi(identityApiRef);
  const person = usePerson();
  const { find, work, know, own } = placeItems(props.navItems);
  const list = (items: PlacedItem[], className: string) =>
    items.length > 0 && (
      <ul className={className}>
        {items.map(item => (
          <NavItem key={item.id} {...item} iconOnly={props.iconOnly} onNavigate={props.onNavigate} />
        ))}
      </ul>
    );

  return (
    <>
      {list(find, `${styles.list} ${styles.find}`)}
      {list(work, `${styles.list} ${styles.first}`)}
      {list(know, styles.list)}
      <span className={styles.space} />
      <DemoNotice iconOnly={props.iconOnly} />
      {list(own, styles.list)}
      <ThemeChoice iconOnly={props.iconOnly} />
      <TooltipTrigger isDisabled={!props.iconOnly} delay={120}>
        <Button variant="tertiary" className={styles.item} aria-label="Sign out" onPress={() => identityApi.signOut()}>
          <span className={styles.icon}>{signOutIcon}</span>
          <span className={styles.label}>Sign out</span>
        </Button>
        <Tooltip placement="right">Sign out</Tooltip>
      </TooltipTrigger>
      {person && (
        <div className={styles.person} title={person.ref}>
          <span className={styles.avatar} aria-hidden="true">
            {initialsOf(person.name)}
          </span>
          <span className={styles.label}>
            {person.name}
            {person.team && <span className={styles.team}>{person.team}</span>}
          </span>
        </div>
      )}
    </>
  );
}
