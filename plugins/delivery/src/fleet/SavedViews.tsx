import { Button, Dialog, DialogBody, DialogFooter, DialogHeader, DialogTrigger, TextField } from '@backstage/ui';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { pastedCommit } from '../words/commits';
import { FleetFilters, isFiltered, readFilters, writeFilters } from './fleetFilters';
import { SavedView, useSavedViews } from './useSavedViews';
import styles from './views.module.css';

const LONGEST_NAME = 60;

function SaveDialog(props: { onSave: (name: string) => void }) {
  const [name, setName] = useState('');
  const [open, setOpen] = useState(false);
  const trimmed = name.trim();
  const save = () => {
    if (trimmed) {
      props.onSave(trimmed);
      setName('');
      setOpen(false);
    }
  };
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <Button variant="tertiary" size="small">
        Save this view
      </Button>
      <Dialog>
        <DialogHeader>Save this view</DialogHeader>
        <DialogBody>
          <TextField
            label="Name"
            value={name}
            maxLength={LONGEST_NAME}
            onChange={setName}
            onKeyDown={event => event.key === 'Enter' && save()}
          />
        </DialogBody>
        <DialogFooter>
          <Button variant="primary" isDisabled={!trimmed} onPress={save}>
            Save
          </Button>
        </DialogFooter>
      </Dialog>
    </DialogTrigger>
  );
}

function ViewLink(props: { view: SavedView; current: boolean; address: string; onRemove: () => void }) {
  const { view } = props;
  return (
    <li className={styles.view} data-current={props.current ? '' : undefined}>
      <Link to={props.address} aria-current={props.current ? 'true' : undefined}>
        {view.name}
      </Link>
      <button type="button" aria-label={`Forget the view ${view.name}`} title="Forget this view" onClick={props.onRemove}>
        ×
      </button>
    </li>
  );
}

/** Keeps the present filters and order under a name; nothing where there are none or they are kept already. */
export function SaveView({ filters }: { filters: FleetFilters }) {
  const { views, save } = useSavedViews();
  const query = writeFilters(new URLSearchParams(), filters).toString();
  const chosen = isFiltered(filters) || filters.sort !== undefined;
  const known = views.some(view => view.query === query) || pastedCommit(filters.q) !== undefined;
  return chosen && !known ? (
    <span className={styles.save}>
      <SaveDialog onSave={name => save({ name, query })} />
    </span>
  ) : null;
}

/** The reader's own views of the fleet; nothing where there are none. */
export function SavedViews(props: { filters: FleetFilters; addressOf: (filters: FleetFilters) => string }) {
  const { filters, addressOf } = props;
  const { views, remove } = useSavedViews();
  const query = writeFilters(new URLSearchParams(), filters).toString();
  if (views.length === 0) {
    return null;
  }
  return (
    <nav className={styles.views} aria-label="Saved views">
      <ul>
        {views.map(view => (
          <ViewLink
            key={view.name}
            view={view}
            current={view.query === query}
            address={addressOf(readFilters(new URLSearchParams(view.query)))}
            onRemove={() => remove(view.name)}
          />
        ))}
      </ul>
    </nav>
  );
}
