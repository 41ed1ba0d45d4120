import { initialsOf } from './initials';

describe('initialsOf', () => {
  it.each([
    ['Priya Raman', 'PR'],
    ['Ana Maria de Souza', 'AS'],
    ['owner', 'O'],
    ['build.bot', 'BB'],
  ])('shortens %s', (name, expected) => {
    expect(initialsOf(name)).toBe(expected);
  });
});
