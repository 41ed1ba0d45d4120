/** A tab of an entity's page. */
export interface EntityTab {
  id: string;
  label: string;
  href: string;
}

const order = ['Overview', 'Delivery', 'Kubernetes', 'CI', 'API', 'Docs', 'TechDocs'];
const words: Record<string, string> = { TechDocs: 'Docs' };

/** All tabs on one line, those that Slipway knows in its order and the others after them; none is hidden in a menu. */
export function placeTabs(tabs: Array<EntityTab | { id: string; label: string; items: EntityTab[] }>): EntityTab[] {
  const rank = ({ label }: EntityTab) => (order.includes(label) ? order.indexOf(label) : order.length);
  return tabs
    .flatMap(tab => ('items' in tab ? tab.items : [tab]))
    .sort((a, b) => rank(a) - rank(b))
    .map(tab => ({ ...tab, label: words[tab.label] ?? tab.label }));
}
