import { useCallback, useMemo, useRef, useState } from 'react';
import { useClockText } from '../components/clock';
import { InstantTip } from '../components/InstantTip';
import { ServiceSheet } from '../service/ServiceSheet';
import { formatZone } from '../words/calendar';
import { DeliveryHeader } from './DeliveryHeader';
import { FilterBar } from './FilterBar';
import { FleetBody } from './FleetBody';
import { fleetStates, isFiltered } from './fleetFilters';
import { KeysDialog } from './KeysDialog';
import { LiveLine } from './LiveLine';
import { SavedViews, SaveView } from './SavedViews';
import { SignedOutNotice } from './SignedOutNotice';
import { SilentSources } from './SilentSources';
import { useAnnouncement } from './useAnnouncement';
import { useFleetAddress } from './useFleetAddress';
import { useFleetRecord } from './useFleetRecord';
import { useMediaQuery } from './useMediaQuery';
import { usePageKeys, useSingleKeys } from './usePageKeys';
import notice from './notice.module.css';
import styles from './page.module.css';

const NO_FILTERS = { q: '', owner: [], system: [] };

/** What runs where, and what is not as it should be. */
export function FleetPage() {
  const { filters, setFilters, service, openService, addressOf } = useFleetAddress();
  const { record, snapshot } = useFleetRecord(filters);
  const narrow = useMediaQuery('(max-width: 1023px)');
  const searchRef = useRef<HTMLInputElement>(null);
  const [keysOpen, setKeysOpen] = useState(false);
  const [singleKeys, setSingleKeys] = useSingleKeys();
  const sentence = useAnnouncement(snapshot.lastChanges);
  const zone = useClockText(now => formatZone(new Date(now)));
  const { counts, environments, sources, rows } = snapshot;

  const choices = useMemo(() => ({ owners: counts?.owners ?? [], systems: counts?.systems ?? [], environments }), [counts, environments]);
  const onVisible = useCallback((refs: ReadonlySet<string>) => record.setVisible(refs), [record]);

  const nothingYet = snapshot.phase === 'ready' && rows.length === 0 && !isFiltered(filters);

  usePageKeys(singleKeys, {
    '/': () => searchRef.current?.focus(),
    '?': () => setKeysOpen(true),
    ...Object.fromEntries(fleetStates.map(({ state }, index) => [String(index + 1), () => setFilters({ ...filters, state })])),
  });

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
            Times are in your zone, {zone}. <span className={styles.keys}>Press ? for keys.</span>
          </p>
        </div>
      </InstantTip>
      <div role="status" aria-live="polite" className={styles.hidden}>
        {sentence}
      </div>
      <ServiceSheet
        serviceRef={service}
        row={rows.find(row => row.ref === service)}
        environments={environments}
        onClose={() => openService(undefined)}
      />
      <KeysDialog open={keysOpen} singleKeys={singleKeys} onClose={() => setKeysOpen(false)} onSingleKeys={setSingleKeys} />
    </main>
  );
}
