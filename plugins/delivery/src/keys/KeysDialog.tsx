import { Dialog, DialogBody, DialogHeader, Switch } from '@backstage/ui';
import { PageKey } from './pageKey';
import styles from './keys.module.css';

/** The page's keys, and the switch that turns the single ones off. */
export function KeysDialog(props: {
  open: boolean;
  keys: readonly PageKey[];
  singleKeys: boolean;
  onClose: () => void;
  onSingleKeys: (on: boolean) => void;
}) {
  return (
    <Dialog isOpen={props.open} onOpenChange={open => !open && props.onClose()}>
      <DialogHeader>Keys</DialogHeader>
      <DialogBody>
        <dl className={styles.keys}>
          {props.keys.map(({ key, words }) => (
            <div key={key}>
              <dt>
                {key.split(' ').map(each => (
                  <kbd key={each}>{each}</kbd>
                ))}
              </dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
        <Switch label="Single keys act" isSelected={props.singleKeys} onChange={props.onSingleKeys} />
        <p className={styles.hint}>Off, only Tab, Enter, Esc and the arrows act. It holds for every Delivery page.</p>
      </DialogBody>
    </Dialog>
  );
}
