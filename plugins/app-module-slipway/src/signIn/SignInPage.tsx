import { SignInPageProps } from '@backstage/plugin-app-react';
import { Button } from '@backstage/ui';
import { Logo } from '../navigation/Logo';
import { SignInState, useOwnerSignIn } from './useOwnerSignIn';
import styles from './SignInPage.module.css';

function wordsFor(state: SignInState): { title: string; detail: string } {
  switch (state.step) {
    case 'refused':
      return {
        title: 'This link does not sign in any more',
        detail: `${state.reason.replace(/\.?$/, '.')} A link works once, for 10 minutes.`,
      };
    case 'unreachable':
      return { title: 'The sign-in service does not answer', detail: state.reason.replace(/\.?$/, '.') };
    default:
      return { title: 'You are signed out', detail: 'Slipway signs its owner in by a one-time link, for 30 days.' };
  }
}

/** Says where the sign-in stands and how to get a link. */
export function SignInPanel(props: { state: SignInState; onRetry: () => void }) {
  if (props.state.step === 'working') {
    return (
      <main className={styles.page} aria-busy="true">
        <p className={styles.working}>Signing in</p>
      </main>
    );
  }
  const words = wordsFor(props.state);
  return (
    <main className={styles.page}>
      <section className={styles.panel} aria-labelledby="sign-in-title">
        <div className={styles.brand}>
          <Logo size={28} /> Slipway
        </div>
        <h1 id="sign-in-title" className={styles.title}>
          {words.title}
        </h1>
        <p className={styles.detail}>{words.detail}</p>
        <p className={styles.detail}>To get a new link, run this where Slipway runs, then open what it prints:</p>
        <pre className={styles.command}>
          <code>npm start -- --link</code>
        </pre>
        <Button variant="secondary" onPress={props.onRetry}>
          Try again
        </Button>
      </section>
    </main>
  );
}

/** Signs the owner in by link or living session. */
export function SignInPage(props: SignInPageProps) {
  const { state, retry } = useOwnerSignIn(props.onSignInSuccess);
  return <SignInPanel state={state} onRetry={retry} />;
}
