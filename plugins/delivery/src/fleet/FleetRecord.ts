import { ServiceRow } from '@slipway/plugin-delivery-common';
import { DeliveryApi } from '../api/deliveryApi';
import { DeliveryRequestError } from '../api/DeliveryRequestError';
import { StreamEvent } from '../stream/events';
import { FleetFilters, toListFilters, toServiceFilters } from './fleetFilters';
import { emptySnapshot, FleetSnapshot } from './FleetSnapshot';
import { CellChange, cellKey, changedCells, mergeRows, replaceRows } from './mergeRows';
import { RateLimit } from './RateLimit';
import { readRows, readSurroundings, worthRetrying } from './readFleet';

// The first page is small to be there soon; the next ones are the largest that the service gives.
export const FIRST_PAGE = 100;
const NEXT_PAGE = 200;
const SHORT_LIST = 400;
const FIRST_RETRY = 4_000;
const LONGEST_RETRY = 30_000;

/** Holds what the fleet page shows and keeps it true: loads pages, hears the stream, reads again only what changed. */
export class FleetRecord {
  private snapshot: FleetSnapshot = emptySnapshot;
  private readonly listeners = new Set<() => void>();
  private readonly stale = new Set<string>();
  private visible: ReadonlySet<string> = new Set();
  private cursor: string | null = null;
  private attempts = 0;
  private run = 0;
  private loadingMore = false;
  private wasLive = false;
  private readAgain = false;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private stopListening: (() => void) | undefined;
  private readonly refreshVisible = new RateLimit(250, () => this.readStale());
  private readonly refreshSurroundings = new RateLimit(2_000, () => this.readSurroundings());
  private readonly refreshList = new RateLimit(2_000, () => this.readListAnew());

  constructor(
    private readonly api: DeliveryApi,
    private filters: FleetFilters,
  ) {}

  readonly getSnapshot = () => this.snapshot;

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  start() {
    this.stopListening = this.api.listen(event => this.hear(event));
    this.load();
  }

  stop() {
    this.run++;
    this.stopListening?.();
    clearTimeout(this.retryTimer);
    [this.refreshVisible, this.refreshSurroundings, this.refreshList].forEach(limit => limit.cancel());
  }

  setFilters(filters: FleetFilters) {
    this.filters = filters;
    this.load();
  }

  readonly retry = () => {
    this.attempts = 0;
    this.load();
  };

  /** Tells which rows the reader sees; only these are read again at once when they change. */
  setVisible(refs: ReadonlySet<string>) {
    this.visible = refs;
    if ([...this.stale].some(ref => refs.has(ref))) {
      this.refreshVisible.ask();
    }
  }

  readonly loadMore = async () => {
    if (this.loadingMore || !this.cursor || this.snapshot.phase !== 'ready') {
      return;
    }
    this.loadingMore = true;
    const { run } = this;
    try {
      const page = await this.api.listServices(toListFilters(this.filters), { cursor: this.cursor, limit: NEXT_PAGE });
      if (run === this.run) {
        const known = new Set(this.snapshot.rows.map(row => row.ref));
        this.cursor = page.nextCursor;
        this.update({ rows: [...this.snapshot.rows, ...page.items.filter(row => !known.has(row.ref))], hasMore: page.nextCursor !== null });
      }
    } catch (error) {
      if (run === this.run) {
        this.update({ problems: [`Further services could not be loaded: ${error instanceof Error ? error.message : error}`] });
        this.retryTimer = setTimeout(this.loadMore, FIRST_RETRY);
      }
    } finally {
      this.loadingMore = false;
    }
  };

  private async load() {
    const run = ++this.run;
    clearTimeout(this.retryTimer);
    this.stale.clear();
    this.update({ phase: 'loading', retryAt: undefined });
    try {
      const [page] = await Promise.all([
        this.api.listServices(toListFilters(this.filters), { limit: FIRST_PAGE }),
        this.readSurroundings(),
      ]);
      if (run === this.run) {
        this.attempts = 0;
        this.cursor = page.nextCursor;
        this.update({ phase: 'ready', error: undefined, rows: page.items, hasMore: page.nextCursor !== null, changedAt: new Map() });
        if (this.readAgain) {
          this.readAgain = false;
          this.readListAnew();
        }
      }
    } catch (error) {
      this.fail(run, error);
    }
  }

  private fail(run: number, error: unknown) {
    if (run !== this.run) {
      return;
    }
    const reason = error instanceof Error ? error : new Error(String(error));
    const delay = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** this.attempts++);
    const retries = worthRetrying(reason);
    this.update({ phase: 'failed', error: reason, retryAt: retries ? Date.now() + delay : undefined });
    if (retries) {
      this.retryTimer = setTimeout(() => this.load(), delay);
    }
  }

  private async readSurroundings() {
    const { run } = this;
    const { counts, list, problems } = await readSurroundings(this.api, { ...toServiceFilters(this.filters), state: undefined });
    if (run !== this.run) {
      return;
    }
    const { state } = this.filters;
    const known = counts ?? this.snapshot.counts;
    const total = (state ? known?.states[state] : known?.total) ?? this.snapshot.rows.length;
    this.update({ counts: known, total, problems, ...(list && { sources: list.items, environments: list.environments }) });
    if (this.snapshot.phase === 'ready' && !this.cursor && total > this.snapshot.rows.length) {
      this.refreshList.ask();
    }
  }

  private hear(event: StreamEvent) {
    if (event.type === 'health') {
      this.update({ health: event.health });
      // The rows may have been read before the stream was open; what changed between is read now.
      if (event.health === 'live' && !this.wasLive) {
        this.wasLive = true;
        if (this.snapshot.phase === 'ready') {
          this.readListAnew();
        } else {
          this.readAgain = true;
        }
      }
    } else if (event.type === 'sources') {
      this.refreshSurroundings.ask();
    } else if (event.type === 'reset') {
      // A row that is gone answers so when it is read; reading the list alone would keep it.
      this.snapshot.rows.forEach(row => this.stale.add(row.ref));
      this.refreshVisible.ask();
      this.refreshList.ask();
      this.refreshSurroundings.ask();
    } else {
      const shown = new Set(this.snapshot.rows.map(row => row.ref));
      event.refs.forEach(ref => this.stale.add(ref));
      // A row that the page does not have may belong on it; a short list is read anew at once, a long one where the totals say so.
      if (shown.size <= SHORT_LIST && event.refs.some(ref => !shown.has(ref))) {
        this.refreshList.ask();
      }
      this.update({ lastChangeAt: Date.now() });
      this.refreshVisible.ask();
      this.refreshSurroundings.ask();
    }
  }

  private async readStale() {
    const { run } = this;
    const shown = new Set(this.snapshot.rows.map(row => row.ref));
    [...this.stale].filter(ref => !shown.has(ref)).forEach(ref => this.stale.delete(ref));
    const due = [...this.stale].filter(ref => this.visible.has(ref));
    due.forEach(ref => this.stale.delete(ref));
    const { fresh, gone, missed } = await readRows(this.api, due);
    if (run !== this.run) {
      return;
    }
    this.show(replaceRows(this.snapshot.rows, fresh, gone));
    if (missed.length > 0) {
      missed.forEach(ref => this.stale.add(ref));
      this.refreshVisible.ask();
    }
  }

  private async readListAnew() {
    const { run } = this;
    const wanted = this.snapshot.rows.length + 1;
    const read: ServiceRow[] = [];
    let cursor: string | null = null;
    try {
      do {
        const page = await this.api.listServices(toListFilters(this.filters), { cursor: cursor ?? undefined, limit: NEXT_PAGE });
        read.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor && read.length < wanted);
    } catch (error) {
      if (error instanceof DeliveryRequestError && run === this.run) {
        this.refreshList.ask();
      }
      return;
    }
    if (run === this.run && this.snapshot.phase === 'ready') {
      this.cursor = cursor;
      this.show(mergeRows(this.snapshot.rows, read));
      this.update({ hasMore: cursor !== null });
    }
  }

  /** Shows rows that were read again and marks the cells that say something else. */
  private show(rows: ServiceRow[]) {
    const before = new Map(this.snapshot.rows.map(row => [row.ref, row]));
    const changes: CellChange[] = rows.flatMap(row => (before.get(row.ref) === row ? [] : changedCells(before.get(row.ref), row)));
    const changedAt = new Map(this.snapshot.changedAt);
    changes.forEach(({ ref, cell }) => changedAt.set(cellKey(ref, cell.environment), Date.now()));
    this.update({ rows, changedAt, ...(changes.length > 0 && { lastChanges: changes }) });
  }

  private update(change: Partial<FleetSnapshot>) {
    this.snapshot = { ...this.snapshot, ...change };
    this.listeners.forEach(listener => listener());
  }
}
