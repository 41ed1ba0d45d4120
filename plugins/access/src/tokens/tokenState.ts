import { MachineToken } from '@slipway/plugin-access-common';

/** Whether a token works, and if not, why. */
export type TokenState = 'works' | 'expired' | 'revoked';

export function stateOf(token: MachineToken, now: number): TokenState {
  if (token.revokedAt) {
    return 'revoked';
  }
  return token.expiresAt && Date.parse(token.expiresAt) <= now ? 'expired' : 'works';
}

/** Those that work before those that ended, the newest first. */
export function orderTokens(tokens: readonly MachineToken[], now: number): MachineToken[] {
  const rank = (token: MachineToken) => (stateOf(token, now) === 'works' ? 0 : 1);
  return [...tokens].sort((a, b) => rank(a) - rank(b) || Date.parse(b.createdAt) - Date.parse(a.createdAt));
}

/** How many work and how many ended, as a sentence. */
export function tokensSentence(tokens: readonly MachineToken[], now: number): string {
  const working = tokens.filter(token => stateOf(token, now) === 'works').length;
  const ended = tokens.length - working;
  const works =
    working === 1 ? '1 token works' : `${working || 'No'} ${working === 0 ? 'token' : 'tokens'} ${working === 0 ? 'works' : 'work'}`;
  return ended > 0 ? `${works}, ${ended} ended.` : `${works}.`;
}
