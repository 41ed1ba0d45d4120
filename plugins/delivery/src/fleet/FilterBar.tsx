import { ServiceCounts } from '@slipway/plugin-delivery-common';
import { Button, Dialog, DialogBody, DialogHeader, DialogTrigger } from '@backstage/ui';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { RefObject } from 'react';
import { useNavigate } from 'react-router-dom';
import { changeRouteRef } from '../routes';
import { pastedCommit } from '../words/commits';
import { FilterChoices, FilterSelects } from './FilterSelects';
import { FleetFilters } from './fleetFilters';
import { GoToChange } from './GoToChange';
import { SearchBox } from './SearchBox';
import { StateSegments } from './StateSegments';
import { useNamedChange } from './useNamedChange';
import styles from './filters.module.css';

/** The fleet's filters: text, owner, system, environment, and the states with their counts. */
export function FilterBar(props: {
  filters: FleetFilters;
  choices: FilterChoices;
  counts?: ServiceCounts;
  narrow: boolean;
  searchRef: RefObject<HTMLInputElement>;
  onChange: (filters: FleetFilters) => void;
  addressOf: (filters: FleetFilters) => string;
}) {
  const { filters, choices, onChange, narrow } = props;
  const named = useNamedChange(filters.q);
  const changePage = useRouteRef(changeRouteRef);
  const navigate = useNavigate();
  const go = (typed: string) => {
    // Who pastes a commit and presses Enter does not wait for the filter.
    const name = pastedCommit(typed) ?? (typed === filters.q ? named?.name : undefined);
    if (name && changePage) {
      navigate(changePage({ commit: name }));
    }
  };
  const chosen = filters.owner.length + filters.system.length + (filters.environment ? 1 : 0);
  return (
    <div className={styles.bar}>
      <SearchBox inputRef={props.searchRef} text={filters.q} onChange={q => onChange({ ...filters, q })} onEnter={go} />
      {narrow ? (
        <DialogTrigger>
          <Button variant="secondary" className={styles.filtersButton}>
            {chosen > 0 ? `Filters (${chosen})` : 'Filters'}
          </Button>
          <Dialog>
            <DialogHeader>Filters</DialogHeader>
            <DialogBody>
              <FilterSelects filters={filters} choices={choices} onChange={onChange} className={styles.column} />
            </DialogBody>
          </Dialog>
        </DialogTrigger>
      ) : (
        <FilterSelects filters={filters} choices={choices} onChange={onChange} className={styles.selects} />
      )}
      <StateSegments active={filters.state} counts={props.counts} addressOf={state => props.addressOf({ ...filters, state })} />
      {named && <GoToChange named={named} />}
    </div>
  );
}
