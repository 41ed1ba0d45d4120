import { MadeToken } from '@slipway/plugin-access-common';
import { Button } from '@backstage/ui';
import { useState } from 'react';
import { copyText } from './copyText';
import styles from './tokens.module.css';

/** The text of a token that was just made: the only place and time where it stands. */
export function MadeTokenText({ made }: { made: MadeToken }) {
  const [said, setSaid] = useState('');
  const copy = async () => setSaid((await copyText(made.token)) ? 'Copied' : 'The browser does not allow copying; select the text instead');
  return (
    <>
      <p>
        Copy it now into the secrets of what uses it. Slipway keeps a hash of it: after this it is nowhere to be seen, and who lost it makes
        another.
      </p>
      <div className={styles.secret}>
        <code aria-label={`The token ${made.name}`}>{made.token}</code>
        <Button variant="secondary" onPress={copy}>
          Copy
        </Button>
      </div>
      <p className={styles.hint} role="status">
        {said}
      </p>
      <p className={styles.hint}>It is sent as the header Authorization: Bearer, to /api/delivery/events.</p>
    </>
  );
}
