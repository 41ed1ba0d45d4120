import { EntityFacts, Person } from '@slipway/plugin-delivery-common';

const LOGINS = ['github.com/user-login', 'gitlab.com/user-login', 'slipway.dev/git-login'];
/** `12345+ada@users.noreply.github.com`, `1+ada@noreply.git.example.com`: the address that a host gives whoever hides their own. */
const NO_REPLY = /^(?:\d+\+)?([a-z0-9][a-z0-9._-]*)@(?:users\.)?noreply\.[a-z0-9.-]+$/i;
const BOT = /\[bot\]$|^(dependabot|renovate|github-actions|web-flow)(\[bot\])?$/i;

/** By what a user of the catalog is known to Git hosts; none of any other entity. */
export function userKeysOf({ ref, gone, email, annotations }: EntityFacts): string[] {
  if (!ref.startsWith('user:') || gone) {
    return [];
  }
  const logins = LOGINS.flatMap(key => annotations[key] ?? []);
  return [...(email ? [`email:${email.toLowerCase()}`] : []), ...logins.map(login => `login:${login.toLowerCase()}`)];
}

/** By what somebody who is named by a commit or a Git host may be found among the users, strongest first. */
export function personKeysOf({ email, username }: Person): string[] {
  const hidden = NO_REPLY.exec(email ?? '')?.[1];
  return [
    ...(email === undefined ? [] : [`email:${email.toLowerCase()}`]),
    ...[username, hidden].flatMap(login => (login === undefined ? [] : [`login:${login.toLowerCase()}`])),
  ];
}

/** True for who is a program by its name. */
export function isBot({ name, username, email }: Person): boolean {
  return [name, username, NO_REPLY.exec(email ?? '')?.[1]].some(text => text !== undefined && BOT.test(text));
}
