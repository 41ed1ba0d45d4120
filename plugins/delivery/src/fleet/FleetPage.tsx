import { useCallback, useMemo, useRef } from 'react';
import { useClockText } from '../components/clock';
import { InstantTip } from '../components/InstantTip';
import { PageKeys } from '../keys/PageKeys';
import { ServiceSheet } from '../service/ServiceSheet';
import { formatZone } from '../words/calendar';
import { DeliveryHeader } from './DeliveryHeader';
import { FilterBar } from './FilterBar';
import { FleetBody } from './FleetBody';
import { fleetStates, isFiltered } from './fleetFilters';
import { LiveLine } from './LiveLine';
import { SavedViews, SaveView } from './SavedViews';
import { SignedOutNotice } from './SignedOutNotice';
import { SilentSources } from './SilentSources';
import { useAnnouncement } from './useAnnouncement';
import { useFleetAddress } from './useFleetAddress';
import { useFleetRecord } from './useFleetRecord';
import { useMediaQuery } from './useMediaQuery';
import notice from './notice.module.css';
import styles from './page.module.css';

const NO_FILTERS = { q: '', owner: [], system: [] };

/** What runs where, and what is not as it should be. */
export function FleetPage() {
  const { filters, setFilters, service, deployedTo, openService, addressOf } = useFleetAddress();
  const { record, snapshot } = useFleetRecord(filters);
  const narrow = useMediaQuery('(max-width: 1023px)');
  const searchRef = useRef<HTMLInputElement>(null);
  const sentence = useAnnouncement(snapshot.lastChanges);
  const zone = useClockText(now => formatZone(new Date(now)));
  const { counts, environments, sources, rows } = snapshot;

  const choices = useMemo(() => ({ owners: counts?.owners ?? [], systems: counts?.systems ?? [], environments }), [counts, environments]);
  const onVisible = useCallback((refs: ReadonlySet<string>) => record.setVisible(refs), [record]);

  const nothingYet = snapshot.phase === 'ready' && rows.length === 0 && !isFiltered(filters);

  const keys = [
    { key: '/', words: 'Filter services, or paste a commit', act: () => searchRef.current?.focus() },
    ...fleetStates.map(({ state, title }, index) => ({
      key: String(index + 1),
      words: title,
      act: () => setFilters({ ...filters, state }),
    })),
    { key: '↑ ↓ ← →', words: 'From cell to cell' },
    { key: 'Enter', words: 'Open the service, or the earlier environments' },
    { key: 'Shift+Enter', words: 'Open its deployments to the environment' },
  ];

  return (
    <main className={styles.page}>
      <InstantTip>
        <DeliveryHeader
          current="fleet"
          aside={
            <>
              <SaveView filters={filters} />
              <LiveLine health={snapshot.health} lastChangeAt={snapshot.lastChangeAt} />
            </>
          }
        />
        <div className={styles.content}>
          {!nothingYet && (
            <FilterBar
              filters={filters}
              choices={choices}
              counts={counts}
              narrow={narrow}
              searchRef={searchRef}
              onChange={setFilters}
              addressOf={addressOf}
            />
          )}
          {!nothingYet && <SavedViews filters={filters} addressOf={addressOf} />}
          {(snapshot.error ? [] : snapshot.problems).map(problem => (
            <p key={problem} className={notice.note}>
              {problem}
            </p>
          ))}
          {snapshot.health === 'signedOut' && !snapshot.error && <SignedOutNotice />}
          <SilentSources sources={sources} rows={rows} complete={!snapshot.hasMore} />
          <FleetBody
            snapshot={snapshot}
            filters={filters}
            narrow={narrow}
            onOpen={openService}
            onVisible={onVisible}
            onNeedMore={record.loadMore}
            onRetry={record.retry}
            onClear={() => setFilters({ ...NO_FILTERS, sort: filters.sort })}
          />
          <p className={styles.foot}>
            Times are in your zone, {zone}. <PageKeys keys={keys} />
          </p>
        </div>
      </InstantTip>
      <div role="status" aria-live="polite" className={styles.hidden}>
        {sentence}
      </div>
      <ServiceSheet
        serviceRef={service}
        deployedTo={deployedTo}
        row={rows.find(row => row.ref === service)}
        environments={environments}
        onClose={() => openService(undefined)}
      />
    </main>
  );
}
