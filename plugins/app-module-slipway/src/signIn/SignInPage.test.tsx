import '@testing-library/jest-dom';
import { render, screen } from '@testing-library/react';
import { readSignInCode } from './signInCode';
import { SignInPanel } from './SignInPage';

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

describe('SignInPanel', () => {
  it('says how to get a link to those who are signed out', () => {
    render(<SignInPanel state={{ step: 'signedOut' }} onRetry={() => {}} />);
    expect(screen.getByRole('heading', { name: 'You are signed out' })).toBeInTheDocument();
    expect(screen.getByText('npm start -- --link')).toBeInTheDocument();
  });

  it('says why a link does not sign in', () => {
    render(<SignInPanel state={{ step: 'refused', reason: 'This link has been used already' }} onRetry={() => {}} />);
    expect(screen.getByText(/This link has been used already\./)).toBeInTheDocument();
  });
});
