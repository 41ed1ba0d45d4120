import { useApi } from '@backstage/frontend-plugin-api';
import { MachineToken } from '@slipway/plugin-access-common';
import { Button, Dialog, DialogBody, DialogFooter, DialogHeader } from '@backstage/ui';
import { useState } from 'react';
import { accessApiRef } from '../api/accessApi';
import { Instant } from '../words/Instant';
import { toSentence } from '../words/sentences';
import { boundsWords } from './boundsWords';
import styles from './tokens.module.css';

/** Asks before a token ends, and says what stops working. */
export function RevokeToken(props: { token: MachineToken; onClose: () => void; onRevoked: () => void }) {
  const { token } = props;
  const api = useApi(accessApiRef);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');

  const revoke = async () => {
    setBusy(true);
    try {
      await api.revokeToken(token.id);
      props.onRevoked();
      props.onClose();
    } catch (error) {
      setProblem(toSentence((error as Error).message));
      setBusy(false);
    }
  };

  return (
    <Dialog isOpen onOpenChange={open => !open && props.onClose()} width={520}>
      <DialogHeader>Revoke {token.name}?</DialogHeader>
      <DialogBody>
        <p>
          Whatever uses the token that ends in {token.ending} is refused from its next request on. It no longer hands in{' '}
          {boundsWords(token.bounds)}
          {token.reads && ', and no longer reads delivery and catalog'}. What it handed in stays.
        </p>
        <p>
          {token.lastUsedAt ? (
            <>
              It was last used on <Instant at={token.lastUsedAt} />.
            </>
          ) : (
            'It was never used.'
          )}{' '}
          A revoked token does not come back; make another instead.
        </p>
      </DialogBody>
      <DialogFooter>
        <p className={styles.problem} role="alert">
          {problem}
        </p>
        <Button variant="secondary" onPress={props.onClose}>
          Keep it
        </Button>
        <Button onPress={revoke} isDisabled={busy}>
          Revoke
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
