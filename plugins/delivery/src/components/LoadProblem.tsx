import { Button } from '@backstage/ui';
import { DeliveryRequestError } from '../api/DeliveryRequestError';
import styles from '../fleet/notice.module.css';
import { useClockText } from './clock';
import { StateIcon } from './StateIcon';
import { useCopy } from './useCopy';

function Countdown(props: { until: number }) {
  const text = useClockText(now => {
    const seconds = Math.ceil((props.until - now) / 1000);
    return seconds < 1 ? 'This page tries again now.' : `This page tries again by itself in ${seconds} s.`;
  });
  return <>{text}</>;
}

const sentence = (text: string) => text.replace(/[.\s]*$/, '.');

function wordsFor(error: Error, what: string): { title: string; said: string } {
  const status = error instanceof DeliveryRequestError ? error.status : undefined;
  if (status === 403) {
    return {
      title: 'You may not see what runs where',
      said: `${sentence(error.message)} Whoever runs this installation can grant the permission delivery.service.read.`,
    };
  }
  if (status === 401 || error.name === 'AuthenticationError') {
    return {
      title: 'You are signed out',
      said: 'Your session has ended. Run npm start -- --link where Slipway runs and open the link that it prints, or sign in again if you have done so in another tab.',
    };
  }
  if (status) {
    return { title: `${what} could not be loaded`, said: `The delivery service answered ${status}: ${sentence(error.message)}` };
  }
  return { title: `${what} could not be loaded`, said: `The delivery service did not answer: ${sentence(error.message)}` };
}

/** Why something is not there, what the service said, and what happens next. */
export function LoadProblem(props: { what: string; error: Error; retryAt?: number; onRetry: () => void }) {
  const { error, retryAt } = props;
  const { said: copied, copy } = useCopy();
  const { title, said } = wordsFor(error, props.what);
  const signedOut = title === 'You are signed out';
  return (
    <section className={styles.panel} role="alert" aria-labelledby="load-problem">
      <h2 id="load-problem" className={styles.heading}>
        <StateIcon look={{ shape: 'failed', role: signedOut ? 'neutral' : 'negative' }} /> {title}
      </h2>
      <p className={styles.words}>
        {said} {retryAt !== undefined && <Countdown until={retryAt} />}
      </p>
      <div className={styles.buttons}>
        {signedOut ? (
          <Button variant="primary" onPress={() => window.location.reload()}>
            Sign in again
          </Button>
        ) : (
          <Button variant="secondary" onPress={props.onRetry}>
            Try now
          </Button>
        )}
        {!signedOut && (
          <Button variant="tertiary" onPress={() => copy(`${new Date().toISOString()} ${error.name}: ${error.message}`)}>
            {copied || 'Copy details'}
          </Button>
        )}
      </div>
    </section>
  );
}
