import { Button } from '@backstage/ui';
import { AccessRequestError } from '../api/AccessRequestError';
import { toSentence } from '../words/sentences';
import styles from './layout.module.css';

function wordsFor(error: Error, what: string): { title: string; said: string; signedOut?: boolean } {
  const status = error instanceof AccessRequestError ? error.status : undefined;
  if (status === 403) {
    const next = 'The page What may I do names the rules that are in the way, and the roles that have it.';
    return { title: `You may not see ${what}`, said: `${toSentence(error.message)} ${next}` };
  }
  if (status === 401) {
    return { title: 'You are signed out', said: 'Your session has ended.', signedOut: true };
  }
  const said = status ? `answered ${status}: ${toSentence(error.message)}` : `did not answer: ${toSentence(error.message)}`;
  return { title: `There is no answer about ${what}`, said: `The access service ${said}` };
}

/** Why something is not there, what the service said, and what to do. */
export function LoadProblem(props: { what: string; error: Error; onRetry: () => void }) {
  const { title, said, signedOut } = wordsFor(props.error, props.what);
  return (
    <section className={styles.panel} role="alert" aria-label={title}>
      <h2>{title}</h2>
      <p>{said}</p>
      <Button variant={signedOut ? 'primary' : 'secondary'} onPress={signedOut ? () => window.location.reload() : props.onRetry}>
        {signedOut ? 'Sign in again' : 'Try again'}
      </Button>
    </section>
  );
}
