import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import styles from './navigation.module.css';

const MEANING = 'Twelve invented services and 90 days of invented deliveries.';

function useIsDemo(): boolean {
  return useApi(configApiRef).getOptionalBoolean('demo.notice') ?? false;
}

/** Says that what the pages show is invented, where it is; in few words where there is little room. */
export function DemoNotice(props: { iconOnly: boolean }) {
  if (!useIsDemo()) {
    return null;
  }
  if (props.iconOnly) {
    return <p className={`${styles.demoTag} ${styles.demoAlone}`}>Demo data</p>;
  }
  return (
    <p className={styles.demo}>
      <b>Demo data.</b> {MEANING}
    </p>
  );
}

/** The same beside the name, where the navigation is folded away. */
export function DemoTag() {
  return useIsDemo() ? <span className={styles.demoTag}>Demo data</span> : null;
}
