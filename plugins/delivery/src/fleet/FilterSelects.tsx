import { Select } from '@backstage/ui';
import { formatRef } from '../words/refs';
import { FleetFilters, fleetSorts } from './fleetFilters';
import styles from './filters.module.css';

const ANY = 'any';
const BY_SYSTEM = 'system';

/** What the selects offer: entity refs of owners and systems, names of environments. */
export interface FilterChoices {
  owners: string[];
  systems: string[];
  environments: string[];
}

const optionsOf = (refs: string[], chosen: string[]) =>
  [...new Set([...refs, ...chosen])].map(ref => ({ value: ref, label: formatRef(ref) }));

/** Owner, system and environment. A select with nothing to choose from stays away. */
export function FilterSelects(props: {
  filters: FleetFilters;
  choices: FilterChoices;
  onChange: (filters: FleetFilters) => void;
  className?: string;
}) {
  const { filters, choices, onChange } = props;
  const owners = optionsOf(choices.owners, filters.owner);
  const systems = optionsOf(choices.systems, filters.system);
  return (
    <div className={props.className}>
      {owners.length > 0 && (
        <Select
          className={styles.select}
          size="small"
          aria-label="Owner"
          placeholder="Owner"
          selectionMode="multiple"
          search={owners.length > 8 ? { placeholder: 'Owner' } : undefined}
          options={owners}
          value={filters.owner}
          onChange={owner => onChange({ ...filters, owner: owner.map(String) })}
        />
      )}
      {systems.length > 0 && (
        <Select
          className={styles.select}
          size="small"
          aria-label="System"
          placeholder="System"
          selectionMode="multiple"
          search={systems.length > 8 ? { placeholder: 'System' } : undefined}
          options={systems}
          value={filters.system}
          onChange={system => onChange({ ...filters, system: system.map(String) })}
        />
      )}
      {choices.environments.length > 1 && (
        <Select
          className={styles.select}
          size="small"
          aria-label="Environment"
          placeholder="Environment"
          options={[{ value: ANY, label: 'Any environment' }, ...choices.environments.map(name => ({ value: name, label: name }))]}
          value={filters.environment ?? null}
          onChange={environment =>
            onChange({ ...filters, environment: environment === ANY || environment === null ? undefined : String(environment) })
          }
        />
      )}
      <Select
        className={styles.select}
        size="small"
        aria-label="Order"
        options={fleetSorts.map(({ sort, title }) => ({ value: sort ?? BY_SYSTEM, label: title }))}
        value={filters.sort ?? BY_SYSTEM}
        onChange={chosen => onChange({ ...filters, sort: fleetSorts.find(({ sort }) => sort === chosen)?.sort })}
      />
    </div>
  );
}
