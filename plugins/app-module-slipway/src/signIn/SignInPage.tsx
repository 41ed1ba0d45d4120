import { SignInPageProps } from '@backstage/plugin-app-react';
import { Button } from '@backstage/ui';
import { Logo } from '../navigation/Logo';
import { DemoPeople } from './DemoPeople';
import { SignIn, SignInState, useSignIn } from './useSignIn';
import styles from './SignInPage.module.css';

type Shown = Exclude<SignInState, { step: 'working' }>;

// What caused it says nothing to a person; the log has it.
const sentence = (text: string) => text.replace(/; caused by .*$/s, '').replace(/\.?$/, '.');

function wordsFor(state: Shown): { title: string; detail: string } {
  if (state.step === 'unreachable') {
    return { title: 'The sign-in service does not answer', detail: sentence(state.reason) };
  }
  const { ways, refusal } = state;
  if (refusal?.by === 'owner') {
    return { title: 'This link does not sign in any more', detail: `${sentence(refusal.reason)} A link works once, for 10 minutes.` };
  }
  if (refusal) {
    return { title: 'You could not be signed in', detail: sentence(refusal.reason) };
  }
  if (ways.people.length > 0) {
    return { title: 'Who do you want to be?', detail: 'This is a demo organisation. Each person sees what their role may see.' };
  }
  return ways.providers.length > 0
    ? { title: 'You are signed out', detail: 'Sign in with the account that your organisation gave you.' }
    : { title: 'You are signed out', detail: 'Slipway signs its owner in by a one-time link, for 30 days.' };
}

function OwnerLink() {
  return (
    <>
      <p className={styles.detail}>To get a new link, run this where Slipway runs, then open what it prints:</p>
      <pre className={styles.command}>
        <code>npm start -- --link</code>
      </pre>
    </>
  );
}

/** Says where the sign-in stands, and offers the ways in that this installation has. */
export function SignInPanel({ state, retry, goTo, be }: SignIn) {
  if (state.step === 'working') {
    return (
      <main className={styles.page} aria-busy="true">
        <p className={styles.working}>Signing in</p>
      </main>
    );
  }
  const words = wordsFor(state);
  const ways = state.step === 'signedOut' ? state.ways : undefined;
  const byLinkAlone = ways !== undefined && ways.providers.length === 0 && ways.people.length === 0;
  return (
    <main className={styles.page}>
      <section className={styles.panel} aria-labelledby="sign-in-title">
        <div className={styles.brand}>
          <Logo size={28} /> Slipway
        </div>
        <h1 id="sign-in-title" className={styles.title}>
          {words.title}
        </h1>
        <p className={styles.detail} role={state.step === 'signedOut' && state.refusal ? 'alert' : undefined}>
          {words.detail}
        </p>
        {ways && <DemoPeople people={ways.people} onPick={be} />}
        {ways?.providers.map((provider, index) => (
          <Button
            key={provider.id}
            variant={index === 0 && ways.people.length === 0 ? 'primary' : 'secondary'}
            className={styles.way}
            onPress={() => goTo(provider.id)}
          >
            Sign in with {provider.title}
          </Button>
        ))}
        {byLinkAlone && <OwnerLink />}
        {(byLinkAlone || !ways) && (
          <Button variant="secondary" onPress={retry}>
            Try again
          </Button>
        )}
      </section>
    </main>
  );
}

/** Signs in by link, identity provider, picked person or living session. */
export function SignInPage(props: SignInPageProps) {
  return <SignInPanel {...useSignIn(props.onSignInSuccess)} />;
}
