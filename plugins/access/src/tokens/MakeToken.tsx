import { useApi } from '@backstage/frontend-plugin-api';
import { MadeToken } from '@slipway/plugin-access-common';
import { Button, Dialog, DialogBody, DialogFooter, DialogHeader } from '@backstage/ui';
import { useState } from 'react';
import { accessApiRef } from '../api/accessApi';
import { toSentence } from '../words/sentences';
import { MadeTokenText } from './MadeTokenText';
import { emptyDraft, tokenOf } from './newToken';
import { TokenForm } from './TokenForm';
import styles from './tokens.module.css';

/** Makes a token, and shows its text once; whoever closes that has seen it for the last time. */
export function MakeToken(props: { onClose: () => void; onMade: () => void }) {
  const api = useApi(accessApiRef);
  const [draft, setDraft] = useState(emptyDraft);
  const [made, setMade] = useState<MadeToken>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');

  const make = async () => {
    setBusy(true);
    setProblem('');
    try {
      setMade(await api.createToken(tokenOf(draft)));
      props.onMade();
    } catch (error) {
      setProblem(toSentence((error as Error).message));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      isOpen
      onOpenChange={open => !open && props.onClose()}
      // A click beside it must not take away what is shown once.
      isDismissable={!made}
      isKeyboardDismissDisabled={Boolean(made)}
      width={620}
    >
      <DialogHeader>{made ? `The token ${made.name}` : 'Make a token'}</DialogHeader>
      <DialogBody>{made ? <MadeTokenText made={made} /> : <TokenForm draft={draft} onChange={setDraft} />}</DialogBody>
      <DialogFooter>
        <p className={styles.problem} role="alert">
          {problem}
        </p>
        {made ? (
          <Button onPress={props.onClose}>I have it</Button>
        ) : (
          <>
            <Button variant="secondary" onPress={props.onClose}>
              Make none
            </Button>
            <Button onPress={make} isDisabled={busy || draft.name.trim() === ''}>
              Make the token
            </Button>
          </>
        )}
      </DialogFooter>
    </Dialog>
  );
}
