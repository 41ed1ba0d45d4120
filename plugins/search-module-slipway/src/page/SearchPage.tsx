import { Button, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { useEffect, useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { KindIcon } from '../findings/KindIcon';
import { Scope, SCOPES } from '../findings/readIndex';
import { LONGEST_TERM, useFindings } from '../findings/useFindings';
import styles from './page.module.css';

const PAGE = 25;
const scopeWords: Record<Scope, string> = { all: 'All', services: 'Services', apis: 'APIs', people: 'People', docs: 'Docs' };

function titleOf(term: string, found: number | undefined, total: number | undefined): string {
  if (term === '') {
    return 'Search';
  }
  if (found === undefined) {
    return `Searching for “${term}”`;
  }
  const count = total !== undefined && total > found ? total : found;
  return found === 0 ? `Nothing found for “${term}”` : `${count} found for “${term}”`;
}

/** Everything that a term names or speaks of, a page at a time. */
export function SearchPage() {
  const [address, setAddress] = useSearchParams();
  const term = (address.get('query') ?? '').slice(0, LONGEST_TERM).trim();
  const asked = address.get('in') ?? 'all';
  const scope: Scope = asked in SCOPES ? (asked as Scope) : 'all';
  const page = address.get('page') ?? undefined;
  const [typed, setTyped] = useState(term);
  const { findings, asking } = useFindings({ term, scope, limit: PAGE, page });
  useEffect(() => setTyped(term), [term]);

  const show = (changes: Record<string, string | undefined>, replace = false) => {
    const next = new URLSearchParams(address);
    next.delete('page');
    Object.entries(changes).forEach(([key, value]) => (value ? next.set(key, value) : next.delete(key)));
    setAddress(next, { replace });
  };

  return (
    <main className={styles.page}>
      <h1 className={styles.heading}>{titleOf(term, findings?.items.length, findings?.total)}</h1>
      <form
        role="search"
        className={styles.form}
        onSubmit={event => {
          event.preventDefault();
          show({ query: typed.trim() });
        }}
      >
        <input
          type="search"
          aria-label="Search everything"
          className={styles.field}
          placeholder="A service, a person, a page, a commit or a version"
          maxLength={LONGEST_TERM}
          value={typed}
          onChange={event => setTyped(event.target.value)}
        />
        <Button variant="primary" type="submit">
          Search
        </Button>
      </form>
      <ToggleButtonGroup
        aria-label="What to look for"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[scope]}
        onSelectionChange={keys => show({ in: [...keys][0] === 'all' ? undefined : String([...keys][0]) })}
      >
        {(Object.keys(SCOPES) as Scope[]).map(key => (
          <ToggleButton key={key} id={key}>
            {scopeWords[key]}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {findings?.problems.map(problem => (
        <p key={problem} role="alert" className={styles.note}>
          {problem} Search again in a moment.
        </p>
      ))}
      {findings && findings.items.length === 0 && !asking && findings.problems.length === 0 && (
        <p className={styles.note}>
          Among what you may see, nothing is called or speaks of that. A commit is found by seven characters or more, a pull request by
          #number.
        </p>
      )}
      <ul className={styles.list} aria-busy={asking}>
        {findings?.items.map(({ key, kind, title, detail, to }) => (
          <li key={key} className={styles.item}>
            <span className={styles.icon}>
              <KindIcon kind={kind} />
            </span>
            <span className={styles.words}>
              <Link to={to} className={styles.link}>
                {title}
              </Link>
              {detail && <span className={styles.detail}>{detail}</span>}
            </span>
            <span className={styles.kind}>{kind}</span>
          </li>
        ))}
      </ul>
      {findings?.nextPage && (
        <Button variant="secondary" onPress={() => show({ page: findings.nextPage })}>
          Next page
        </Button>
      )}
    </main>
  );
}
