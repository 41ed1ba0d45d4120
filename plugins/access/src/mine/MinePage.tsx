import { useApi } from '@backstage/frontend-plugin-api';
import { accessApiRef } from '../api/accessApi';
import { AccessHeader } from '../layout/AccessHeader';
import { Loading } from '../layout/Loading';
import { LoadProblem } from '../layout/LoadProblem';
import { useLoaded } from '../layout/useLoaded';
import { toSentence } from '../words/sentences';
import { AreaTable } from './AreaTable';
import { AskForm } from './AskForm';
import { byArea, featuresOf, headingOf, sentenceOf } from './mineWords';
import { Mine, readMine } from './readMine';
import { RoleList } from './RoleList';
import { useQuestion } from './useQuestion';
import layout from '../layout/layout.module.css';
import styles from './mine.module.css';

function BrokenPolicy({ problem }: { problem: string }) {
  return (
    <section className={`${layout.panel} ${layout.warning}`} role="status" aria-label="The policy file is wrong">
      <h2>The policy file is wrong as it stands now</h2>
      <p className={styles.problem}>{problem}</p>
      <p>The last right one holds until the file is right again, and is what this page explains.</p>
    </section>
  );
}

function Answers({ mine, environment }: { mine: Mine; environment: string | undefined }) {
  const { altogether, asked, refusal } = mine;
  if (refusal !== undefined) {
    return (
      <section className={layout.panel} role="status" aria-label="No answer">
        <h2>There is no answer about it</h2>
        <p>{toSentence(refusal)}</p>
      </section>
    );
  }
  const { items, entity } = asked ?? altogether;
  return (
    <section className={layout.panel} aria-labelledby="answers">
      <h2 id="answers">{headingOf(asked, environment)}</h2>
      <p>{entity ? toSentence(`It is ${featuresOf(entity)}`) : 'Where it says for some, it depends on the entity: ask about one.'}</p>
      {byArea(items).map(({ area, items: own }) => (
        <AreaTable key={area} area={area} items={own} />
      ))}
    </section>
  );
}

/** What whoever is signed in may do and why, altogether or about one entity. */
export function MinePage() {
  const api = useApi(accessApiRef);
  const [question, ask] = useQuestion();
  const { entity, environment } = question;
  const { data, error, loading, reload } = useLoaded(`${entity} ${environment}`, () => readMine(api, question));
  const mayReadTokens = data?.altogether.items.some(item => item.permission === 'access.token.read' && item.answer === 'yes') ?? false;
  return (
    <main className={layout.page}>
      <AccessHeader current="mine" mayReadTokens={mayReadTokens} />
      <div className={layout.content}>
        {!data && !error && <Loading what="what you may do" />}
        {error && <LoadProblem what="what you may do" error={error} onRetry={reload} />}
        {data && !error && (
          <>
            <p className={layout.answer}>{sentenceOf(data.altogether)}</p>
            {data.altogether.problem && <BrokenPolicy problem={data.altogether.problem} />}
            <div className={styles.columns}>
              <div className={styles.side}>
                <section className={layout.panel} aria-label="Ask">
                  <AskForm question={question} environments={data.environments} onAsk={ask} />
                </section>
                <RoleList roles={data.altogether.roles} policy={data.altogether.policy} />
              </div>
              <div className={styles.answers} aria-busy={loading}>
                <Answers mine={data} environment={environment} />
              </div>
            </div>
          </>
        )}
      </div>
    </main>
  );
}
