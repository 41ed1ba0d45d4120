import { Button } from '@backstage/ui';
import { useCopy } from './useCopy';
import styles from './CodeBlock.module.css';

/** Text to paste elsewhere, with a button that copies it and says so. */
export function CodeBlock(props: { label: string; text: string }) {
  const { said, copy } = useCopy();

  return (
    <div className={styles.block}>
      <div className={styles.head}>
        <span>{props.label}</span>
        <span className={styles.said} role="status">
          {said}
        </span>
        <Button variant="secondary" size="small" onPress={() => copy(props.text)} aria-label={`Copy ${props.label}`}>
          Copy
        </Button>
      </div>
      {/* Long lines scroll inside, and a keyboard has to reach them too. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={styles.code} tabIndex={0} aria-label={props.label}>
        <code>{props.text}</code>
      </pre>
    </div>
  );
}
