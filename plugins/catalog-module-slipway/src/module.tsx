import { coreExtensionData, createFrontendModule, ExtensionBoundary } from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { EntityContentLayoutBlueprint, EntityHeaderLayoutBlueprint } from '@backstage/plugin-catalog-react/alpha';

const entityHeader = EntityHeaderLayoutBlueprint.make({
  params: { loader: () => import('./header/EntityHead').then(module => module.EntityHead) },
});

const overview = EntityContentLayoutBlueprint.make({
  name: 'slipway',
  params: { loader: () => import('./overview/Overview').then(module => module.Overview) },
});

const catalogList = catalogPlugin.getExtension('page:catalog').override({
  factory: (original, { node }) => [
    ...original(),
    coreExtensionData.reactElement(
      ExtensionBoundary.lazy(node, async () => {
        const { CatalogPage } = await import('./list/CatalogPage');
        return <CatalogPage />;
      }),
    ),
  ],
});

/** Cards whose content the overview says itself. */
const replaced = [
  catalogPlugin.getExtension('entity-card:catalog/about'),
  catalogPlugin.getExtension('entity-card:catalog/links'),
  catalogPlugin.getExtension('entity-card:catalog/labels'),
  catalogPlugin.getExtension('entity-card:catalog/depends-on-components'),
  catalogPlugin.getExtension('entity-card:catalog/depends-on-resources'),
  catalogPlugin.getExtension('entity-card:catalog/has-components'),
  catalogPlugin.getExtension('entity-card:catalog/has-resources'),
  catalogPlugin.getExtension('entity-card:catalog/has-subcomponents'),
  catalogPlugin.getExtension('entity-card:catalog/has-subdomains'),
  catalogPlugin.getExtension('entity-card:catalog/has-systems'),
].map(card => card.override({ disabled: true }));

/** The catalog's list, header and overview, with what the delivery record knows. */
export const catalogModuleSlipway = createFrontendModule({
  pluginId: 'catalog',
  extensions: [entityHeader, overview, catalogList, ...replaced],
});
