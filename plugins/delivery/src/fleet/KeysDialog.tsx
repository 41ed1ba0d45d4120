import { Dialog, DialogBody, DialogHeader, Switch } from '@backstage/ui';
import styles from './keys.module.css';

/** A key and what it does. */
export type KeyWords = readonly [string, string];

const fleetKeys: readonly KeyWords[] = [
  ['/', 'Filter services'],
  ['1', 'All'],
  ['2', 'Needs attention'],
  ['3', 'In motion'],
  ['4', 'Not certain'],
  ['↑ ↓ ← →', 'From cell to cell'],
  ['Enter', 'Open the service'],
  ['Esc', 'Close, and give the focus back'],
  ['?', 'This list'],
];

/** The page's keys, and the switch that turns the single ones off. */
export function KeysDialog(props: {
  open: boolean;
  singleKeys: boolean;
  onClose: () => void;
  onSingleKeys: (on: boolean) => void;
  keys?: readonly KeyWords[];
}) {
  return (
    <Dialog isOpen={props.open} onOpenChange={open => !open && props.onClose()}>
      <DialogHeader>Keys</DialogHeader>
      <DialogBody>
        <dl className={styles.keys}>
          {(props.keys ?? fleetKeys).map(([key, words]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
        <Switch label="Single keys act" isSelected={props.singleKeys} onChange={props.onSingleKeys} />
      </DialogBody>
    </Dialog>
  );
}
