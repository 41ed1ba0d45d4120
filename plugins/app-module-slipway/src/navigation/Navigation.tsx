import { NavContentComponentProps } from '@backstage/plugin-app-react';
import { ButtonIcon, Dialog, DialogTrigger } from '@backstage/ui';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { DemoTag } from './DemoNotice';
import { menuIcon } from './icons';
import { Logo } from './Logo';
import { NavList } from './NavList';
import { placeItems } from './placeItems';
import { useMediaQuery } from './useMediaQuery';
import styles from './navigation.module.css';

/** The navigation: a column from 1280 pixels, icons from 1024, below that a bar with a menu. */
export function Navigation(props: NavContentComponentProps) {
  const narrow = useMediaQuery('(max-width: 1023px)');
  const iconOnly = useMediaQuery('(max-width: 1279px)');
  const [open, setOpen] = useState(false);

  if (narrow) {
    const { find, own } = placeItems(props.navItems);
    const beside = [...find, ...own.filter(({ id }) => id === 'page:notifications')];
    return (
      <header className={styles.bar}>
        <DialogTrigger isOpen={open} onOpenChange={setOpen}>
          <ButtonIcon variant="tertiary" className={styles.menuButton} icon={menuIcon} aria-label="Menu" />
          <Dialog className={styles.drawer} aria-label="Menu">
            <nav className={styles.drawerNav} aria-label="Main">
              <NavList navItems={props.navItems} iconOnly={false} onNavigate={() => setOpen(false)} />
            </nav>
          </Dialog>
        </DialogTrigger>
        <span className={styles.brand}>
          <Logo size={24} />
          <span>Slipway</span>
          <DemoTag />
        </span>
        {beside.map(({ id, title, href, icon }) => (
          <Link key={id} to={href} className={styles.barLink} aria-label={title}>
            {icon}
          </Link>
        ))}
      </header>
    );
  }

  return (
    <nav className={styles.nav} aria-label="Main">
      <div className={styles.brand}>
        <Logo size={26} />
        <span className={styles.label}>Slipway</span>
      </div>
      <NavList navItems={props.navItems} iconOnly={iconOnly} />
    </nav>
  );
}
