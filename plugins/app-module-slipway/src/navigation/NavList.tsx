import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { NavContentComponentProps } from '@backstage/plugin-app-react';
import { Button, Tooltip, TooltipTrigger } from '@backstage/ui';
import { catalogIcon, signOutIcon } from './icons';
import { initialsOf } from './initials';
import { NavItem } from './NavItem';
import { ThemeChoice } from './ThemeChoice';
import { usePerson } from './usePerson';
import styles from './navigation.module.css';

const DELIVERY_PAGE = 'page:delivery';
const CATALOG_PAGE = 'page:catalog';

/** The places to go, then the theme, the person and the way out. Only what is installed is there. */
export function NavList(props: { navItems: NavContentComponentProps['navItems']; iconOnly: boolean; onNavigate?: () => void }) {
  const identityApi = useApi(identityApiRef);
  const person = usePerson();
  const items = props.navItems.clone();
  const delivery = items.take(DELIVERY_PAGE);
  const catalog = items.take(CATALOG_PAGE);
  const others = items.rest();
  const common = { iconOnly: props.iconOnly, onNavigate: props.onNavigate };

  return (
    <>
      {delivery && (
        <ul className={`${styles.list} ${styles.first}`}>
          <NavItem title={delivery.title} href={delivery.href} icon={delivery.icon} {...common} />
        </ul>
      )}
      <ul className={styles.list}>
        {catalog && <NavItem title={catalog.title} href={catalog.href} icon={catalogIcon} {...common} />}
        {others.map(item => (
          <NavItem key={item.node.spec.id} title={item.title} href={item.href} icon={item.icon} {...common} />
        ))}
      </ul>
      <span className={styles.space} />
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
          <span className={styles.label}>{person.name}</span>
        </div>
      )}
    </>
  );
}
