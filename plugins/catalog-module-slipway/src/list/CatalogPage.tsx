import { stringifyEntityRef } from '@backstage/catalog-model';
import { Button, Checkbox, SearchField } from '@backstage/ui';
import { InstantTip, LoadingBars } from '@slipway/plugin-delivery';
import { useSearchParams } from 'react-router-dom';
import { ServiceTable } from '../record/ServiceTable';
import { useRows } from '../record/useRows';
import { EntityTable } from './EntityTable';
import { kinds, ListAddress, readAddress, writeAddress } from './kinds';
import { ProblemsLine } from './ProblemsLine';
import { UnclaimedLine } from './UnclaimedLine';
import { EntityList, useEntities } from './useEntities';
import styles from './list.module.css';

function Empty(props: { title: string; address: ListAddress; onClear: () => void }) {
  const { title, address } = props;
  const filtered = address.q !== '' || address.mine;
  return (
    <section className={styles.empty} aria-labelledby="nothing-listed">
      <h2 id="nothing-listed">{filtered ? `No ${title.toLowerCase()} match` : `No ${title.toLowerCase()} yet`}</h2>
      {filtered ? (
        <Button variant="secondary" onPress={props.onClear}>
          Clear filter
        </Button>
      ) : (
        <p>
          An entity comes from a catalog-info.yaml in a repository. catalog.locations in the configuration names the files to read; what
          runs already and has none is listed under Delivery, Unclaimed, with one to copy.
        </p>
      )}
    </section>
  );
}

function Listed(props: { list: EntityList; title: string; services: boolean }) {
  const entities = props.list.entities ?? [];
  const { data } = useRows(props.services ? entities.map(stringifyEntityRef) : []);
  return props.services ? (
    <ServiceTable entities={entities} rows={data} label={props.title} />
  ) : (
    <EntityTable entities={entities} label={props.title} />
  );
}

/** The catalog: what there is, whose it is, and of services what runs. */
export function CatalogPage() {
  const [search, setSearch] = useSearchParams();
  const address = readAddress(search);
  const { list, current, more, retry } = useEntities(address);
  const change = (part: Partial<ListAddress>) => setSearch(writeAddress({ ...address, ...part }), { replace: true });
  const { title } = kinds.find(({ kind }) => kind === address.kind) ?? kinds[0];
  const count = current && list?.total !== undefined ? list.total.toLocaleString('en') : '';
  return (
    <main className={styles.page}>
      <InstantTip>
        <header className={styles.header}>
          <h1>Catalog</h1>
        </header>
        <nav className={styles.tabs} aria-label="Kinds">
          {kinds.map(each => (
            <button
              key={each.kind}
              type="button"
              aria-current={each.kind === address.kind ? 'page' : undefined}
              onClick={() => change({ kind: each.kind })}
            >
              {each.title}
            </button>
          ))}
        </nav>
        <div className={styles.content}>
          <div className={styles.filters}>
            <SearchField
              aria-label={`Filter ${title.toLowerCase()}`}
              placeholder={`Filter ${title.toLowerCase()}`}
              value={address.q}
              onChange={q => change({ q })}
            />
            <Checkbox isSelected={address.mine} onChange={mine => change({ mine })}>
              Mine and my teams'
            </Checkbox>
            <span className={styles.count} role="status">
              {count && `${count} ${title.toLowerCase()}`}
            </span>
          </div>
          <ProblemsLine />
          <UnclaimedLine />
          {!list && <LoadingBars what={title.toLowerCase()} />}
          {list?.error && (
            <section className={styles.empty} role="alert">
              <h2>The catalog could not be loaded</h2>
              <p>It answered: {list.error.message}</p>
              <Button variant="secondary" onPress={retry}>
                Try again
              </Button>
            </section>
          )}
          {list?.entities?.length === 0 && current && (
            <Empty title={title} address={address} onClear={() => change({ q: '', mine: false })} />
          )}
          {list?.entities && list.entities.length > 0 && (
            <div className={styles.panel} aria-busy={!current}>
              <Listed list={list} title={title} services={list.key.startsWith('["component"')} />
            </div>
          )}
          {list?.cursor && current && (
            <div className={styles.more}>
              <Button variant="secondary" onPress={more}>
                Show more
              </Button>
            </div>
          )}
        </div>
      </InstantTip>
    </main>
  );
}
