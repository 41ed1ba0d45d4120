import { useState } from 'react';
import { KeysDialog } from './KeysDialog';
import { PageKey } from './pageKey';
import { usePageKeys } from './usePageKeys';
import { useSingleKeys } from './useSingleKeys';
import styles from './keys.module.css';

const everywhere: readonly PageKey[] = [{ key: 'Esc', words: 'Close, and give the focus back' }];

/** Hears a page's single keys, and shows the way to their list; the button is the way back for who turned them off. */
export function PageKeys(props: { keys: readonly PageKey[] }) {
  const [singleKeys, setSingleKeys] = useSingleKeys();
  const [open, setOpen] = useState(false);
  const keys: PageKey[] = [...props.keys, ...everywhere, { key: '?', words: 'This list', act: () => setOpen(true) }];

  usePageKeys(singleKeys, Object.fromEntries(keys.flatMap(({ key, act }) => (act ? [[key, act]] : []))));

  return (
    <>
      <button type="button" className={styles.open} onClick={() => setOpen(true)}>
        Keys {singleKeys && <kbd aria-hidden="true">?</kbd>}
      </button>
      <KeysDialog open={open} keys={keys} singleKeys={singleKeys} onClose={() => setOpen(false)} onSingleKeys={setSingleKeys} />
    </>
  );
}
