import { coreExtensionData, createExtension, createExtensionInput } from '@backstage/frontend-plugin-api';
import { VisitKeeper } from '../visits/VisitKeeper';
import styles from '../navigation/navigation.module.css';

/** The frame of every page: a way past the navigation, the navigation, the page. */
export const appLayout = createExtension({
  name: 'layout',
  attachTo: { id: 'app/root', input: 'children' },
  inputs: {
    nav: createExtensionInput([coreExtensionData.reactElement], { singleton: true }),
    content: createExtensionInput([coreExtensionData.reactElement], { singleton: true }),
  },
  output: [coreExtensionData.reactElement],
  factory: ({ inputs }) => [
    coreExtensionData.reactElement(
      <div className={styles.shell}>
        <VisitKeeper />
        <a className={styles.skip} href="#content">
          Skip to content
        </a>
        {inputs.nav.get(coreExtensionData.reactElement)}
        <div id="content" tabIndex={-1} style={{ minWidth: 0, outline: 'none' }}>
          {inputs.content.get(coreExtensionData.reactElement)}
        </div>
      </div>,
    ),
  ],
});
