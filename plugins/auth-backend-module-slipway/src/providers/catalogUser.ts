import { ConflictError, NotFoundError, isError } from '@backstage/errors';
import { AuthResolverCatalogUserQuery, AuthResolverContext, BackstageSignInResult } from '@backstage/plugin-auth-node';

/** A way to find a person in the catalog, and what it says of them, e.g. `the address ada@example.com`. */
export interface PersonClue {
  query: AuthResolverCatalogUserQuery;
  words: string;
  /** What a user of the catalog needs to be found by it. */
  wants: string;
}

/** Signs in as the one user of the catalog that the first clue with an answer finds; says what is missing where none does. */
export async function signInByClues(context: AuthResolverContext, clues: PersonClue[], provider: string): Promise<BackstageSignInResult> {
  for (const { query, words } of clues) {
    try {
      return await context.signInWithCatalogUser(query);
    } catch (error) {
      if (isError(error) && error.name === 'ConflictError') {
        throw new ConflictError(`Several users of the catalog have ${words}: one of them alone may have it`);
      }
      if (!isError(error) || error.name !== 'NotFoundError') {
        throw error;
      }
    }
  }
  if (clues.length === 0) {
    throw new NotFoundError(`${provider} gives no verified address and no account for you: ask whoever runs it to release one`);
  }
  throw new NotFoundError(
    `${provider} knows you by ${clues.map(({ words }) => words).join(' and ')}, and no user of the catalog has that: ask the platform team to add you (${clues.map(({ wants }) => wants).join(', or ')})`,
  );
}

export const byEmail = (email: string): PersonClue => ({
  query: { filter: { kind: 'User', 'spec.profile.email': email } },
  words: `the address ${email}`,
  wants: `spec.profile.email: ${email}`,
});

export const byAnnotation = (annotation: string, account: string): PersonClue => ({
  query: { filter: { kind: 'User', [`metadata.annotations.${annotation}`]: account } },
  words: `the account ${account}`,
  wants: `annotation ${annotation}: ${account}`,
});
