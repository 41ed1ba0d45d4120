import { appThemeApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Button, MenuListBox, MenuListBoxItem, MenuTrigger, Tooltip, TooltipTrigger } from '@backstage/ui';
import { useEffect, useState } from 'react';
import { themeIcon } from './icons';
import styles from './navigation.module.css';

const FOLLOW_SYSTEM = 'system';

const choices = [
  { id: FOLLOW_SYSTEM, title: 'Like the system' },
  { id: 'light', title: 'Light' },
  { id: 'dark', title: 'Dark' },
];

/** Light, dark or like the system; Backstage keeps the choice in this browser. */
export function ThemeChoice(props: { iconOnly: boolean }) {
  const themeApi = useApi(appThemeApiRef);
  const [active, setActive] = useState(themeApi.getActiveThemeId() ?? FOLLOW_SYSTEM);

  useEffect(() => {
    const subscription = themeApi.activeThemeId$().subscribe(id => setActive(id ?? FOLLOW_SYSTEM));
    return () => subscription.unsubscribe();
  }, [themeApi]);

  return (
    <MenuTrigger>
      <TooltipTrigger isDisabled={!props.iconOnly} delay={120}>
        <Button variant="tertiary" className={styles.item} aria-label="Theme">
          <span className={styles.icon}>{themeIcon}</span>
          <span className={styles.label}>Theme</span>
        </Button>
        <Tooltip placement="right">Theme</Tooltip>
      </TooltipTrigger>
      <MenuListBox
        aria-label="Theme"
        placement="top left"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[active]}
        onSelectionChange={keys => {
          const [chosen] = [...keys].map(String);
          themeApi.setActiveThemeId(chosen === FOLLOW_SYSTEM ? undefined : chosen);
        }}
      >
        {choices.map(choice => (
          <MenuListBoxItem key={choice.id} id={choice.id}>
            {choice.title}
          </MenuListBoxItem>
        ))}
      </MenuListBox>
    </MenuTrigger>
  );
}
