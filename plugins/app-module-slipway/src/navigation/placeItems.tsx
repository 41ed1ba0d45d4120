import { NavContentComponentProps } from '@backstage/plugin-app-react';
import { ReactElement } from 'react';
import { apiIcon, bellIcon, catalogIcon, docsIcon, homeIcon, plusIcon, searchIcon, settingsIcon, toolsIcon } from './icons';

/** A place to go, as the navigation shows it. */
export interface PlacedItem {
  id: string;
  title: string;
  href: string;
  icon: ReactElement | null;
}

const places: Array<{ page: string; group: 'find' | 'work' | 'know' | 'own'; title?: string; icon?: ReactElement }> = [
  { page: 'page:search', group: 'find', icon: searchIcon },
  { page: 'page:app/home', group: 'work', icon: homeIcon },
  { page: 'page:delivery', group: 'work' },
  { page: 'page:catalog', group: 'know', icon: catalogIcon },
  { page: 'page:api-docs', group: 'know', icon: apiIcon },
  { page: 'page:techdocs', group: 'know', icon: docsIcon },
  { page: 'page:scaffolder', group: 'know', icon: plusIcon },
  { page: 'page:notifications', group: 'own', icon: bellIcon },
  { page: 'page:access', group: 'own' },
  { page: 'page:devtools', group: 'own', title: 'Inside Slipway', icon: toolsIcon },
  { page: 'page:user-settings', group: 'own', icon: settingsIcon },
];

/** Reached from the entity whose relations it draws, where it says something. */
const unlisted = ['page:catalog-graph'];

/** The installed pages in their order; what has no place of its own stands after what one knows. */
export function placeItems(navItems: NavContentComponentProps['navItems']) {
  const items = navItems.clone();
  const groups = { find: [] as PlacedItem[], work: [] as PlacedItem[], know: [] as PlacedItem[], own: [] as PlacedItem[] };
  for (const { page, group, title, icon } of places) {
    const item = items.take(page);
    if (item) {
      groups[group].push({ id: page, title: title ?? item.title, href: item.href, icon: icon ?? item.icon });
    }
  }
  unlisted.forEach(page => items.take(page));
  groups.know.push(...items.rest().map(({ node, title, href, icon }) => ({ id: node.spec.id, title, href, icon })));
  return groups;
}
