import { Comparison } from '@slipway/plugin-delivery-common';
import { ReactNode } from 'react';
import { StateIcon } from '../components/StateIcon';
import { BesidePanels } from './BesidePanels';
import { CommitList } from './CommitList';
import { ConfigPanel } from './ConfigPanel';
import styles from './compare.module.css';

function Panel(props: { title: ReactNode; name: string; words?: string; children?: ReactNode }) {
  return (
    <section className={styles.panel} aria-label={props.name}>
      <h2>{props.title}</h2>
      {props.words && <p className={styles.words}>{props.words}</p>}
      {props.children}
    </section>
  );
}

function nothingWords({ to, images, undone }: Comparison): string {
  if (undone.length > 0) {
    return `No commit would come to ${to}.`;
  }
  return images.length > 0
    ? `No commit would come to ${to}, but its images differ.`
    : `No commit would come to ${to}, and the images are the same.`;
}

/** What would go, what would be taken away, and what comes with it; or why that cannot be told. */
export function ComparisonPanels({ comparison }: { comparison: Comparison }) {
  const { to, from, commits, undone, apart, why, config, images, migrations, tickets, authors } = comparison;
  const unknown = (
    <>
      <StateIcon look={{ shape: 'unknown', role: 'neutral' }} /> Why it is not known
    </>
  );
  const gone = (
    <>
      <StateIcon look={{ shape: 'undone', role: 'warning' }} /> Would be taken away
    </>
  );
  const beside = [images, migrations, tickets, authors].some(items => items.length > 0);
  return (
    <div className={beside ? styles.two : undefined}>
      <div className={styles.column}>
        {why !== null && <Panel name="Why it is not known" title={unknown} words={why} />}
        {why === null && (
          <Panel name="Would go" title="Would go" words={commits.length === 0 ? nothingWords(comparison) : undefined}>
            {commits.length > 0 && <CommitList commits={commits} />}
          </Panel>
        )}
        {undone.length > 0 && (
          <Panel name="Would be taken away" title={gone} words={`${to} runs these, and ${from} does not have them.`}>
            <CommitList commits={undone} />
          </Panel>
        )}
        {apart.length > 0 && (
          <Panel name="Would change nothing" title="Would change nothing" words="These lie between the two and are not counted.">
            <CommitList commits={apart.map(item => item.commit)} notes={apart.map(item => item.why)} />
          </Panel>
        )}
        <ConfigPanel config={config} from={from} to={to} />
      </div>
      {beside && (
        <aside className={styles.column} aria-label="What comes with it">
          <BesidePanels comparison={comparison} />
        </aside>
      )}
    </div>
  );
}
