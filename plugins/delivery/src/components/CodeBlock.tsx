import { Button } from '@backstage/ui';
import { useState } from 'react';
import styles from './CodeBlock.module.css';

/** Text to paste elsewhere, with a button that copies it and says so. */
export function CodeBlock(props: { label: string; text: string }) {
  const [copied, setCopied] = useState<string>();

  const copy = () =>
    navigator.clipboard.writeText(props.text).then(
      () => setCopied('Copied'),
      () => setCopied('The browser does not allow copying; select the text instead'),
    );

  return (
    <div className={styles.block}>
      <div className={styles.head}>
        <span>{props.label}</span>
        <span className={styles.said} role="status">
          {copied}
        </span>
        <Button variant="secondary" size="small" onPress={copy} aria-label={`Copy ${props.label}`}>
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
