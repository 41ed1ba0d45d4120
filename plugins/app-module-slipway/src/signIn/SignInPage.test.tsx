import '@testing-library/jest-dom';
import { fireEvent, render, screen } from '@testing-library/react';
import { readSignInCode, readSignInReturn } from './signInCode';
import { SignInPanel } from './SignInPage';
import { SignInWays } from './signInWays';
import { SignInState } from './useSignIn';

const ownerOnly: SignInWays = { providers: [], people: [], owner: true };
const connected: SignInWays = { ...ownerOnly, providers: [{ id: 'oidc', title: 'id.example.com' }] };
const demo: SignInWays = { ...ownerOnly, people: [{ user: 'user:default/priya', name: 'Priya Raman', role: 'Developer, Checkout team' }] };

function show(state: SignInState) {
  const asked = new Array<string>();
  render(
    <SignInPanel
      state={state}
      retry={() => asked.push('retry')}
      goTo={provider => asked.push(`go to ${provider}`)}
      be={user => asked.push(`be ${user}`)}
    />,
  );
  return asked;
}

describe('readSignInCode', () => {
  it.each([
    ['#code=abc', 'abc'],
    ['#code=', undefined],
    ['#elsewhere', undefined],
    ['', undefined],
  ])('reads %p', (hash, expected) => {
    expect(readSignInCode(hash)).toBe(expected);
  });
});

describe('readSignInReturn', () => {
  it.each([
    ['', undefined],
    ['?environment=dev', undefined],
    ['?signInWith=github', { provider: 'github', search: '' }],
    ['?view=mine&signInWith=oidc&error=Not%20known', { provider: 'oidc', error: 'Not known', search: '?view=mine' }],
  ])('reads %p', (search, expected) => {
    expect(readSignInReturn(search)).toEqual(expected);
  });
});

describe('SignInPanel', () => {
  it('says how to get a link where nothing else is connected', () => {
    show({ step: 'signedOut', ways: ownerOnly });
    expect(screen.getByRole('heading', { name: 'You are signed out' })).toBeInTheDocument();
    expect(screen.getByText('npm start -- --link')).toBeInTheDocument();
  });

  it('says why a link does not sign in', () => {
    show({ step: 'signedOut', ways: ownerOnly, refusal: { by: 'owner', reason: 'This link has been used already' } });
    expect(screen.getByText(/This link has been used already\./)).toBeInTheDocument();
  });

  it('offers the identity provider in place of the link', () => {
    const asked = show({ step: 'signedOut', ways: connected });
    expect(screen.queryByText('npm start -- --link')).not.toBeInTheDocument();
    fireEvent.click(screen.getByRole('button', { name: 'Sign in with id.example.com' }));
    expect(asked).toEqual(['go to oidc']);
  });

  it('says why an identity provider did not sign in, and lets one try again', () => {
    show({ step: 'signedOut', ways: connected, refusal: { by: 'oidc', reason: 'No user of the catalog has that; caused by Error: none' } });
    expect(screen.getByRole('alert')).toHaveTextContent('No user of the catalog has that.');
    expect(screen.getByRole('button', { name: 'Sign in with id.example.com' })).toBeInTheDocument();
  });

  it('lets one be a person of the demo', () => {
    const asked = show({ step: 'signedOut', ways: demo });
    fireEvent.click(screen.getByRole('button', { name: /Priya Raman/ }));
    expect(asked).toEqual(['be user:default/priya']);
  });
});
