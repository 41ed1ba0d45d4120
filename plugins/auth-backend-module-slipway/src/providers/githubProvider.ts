import { githubAuthenticator, githubSignInResolvers } from '@backstage/plugin-auth-backend-module-github-provider';
import { AuthProviderFactory, commonSignInResolvers, createOAuthProviderFactory } from '@backstage/plugin-auth-node';
import { byAnnotation, PersonClue, signInByClues } from './catalogUser';

/**
 * The provider `github`: whoever has the account that a user of the catalog names under `github.com/user-login`, else the user of
 * that name. An address is no clue: GitHub hands out those that nobody has confirmed.
 */
export function createGithubProvider(): AuthProviderFactory {
  return createOAuthProviderFactory({
    authenticator: githubAuthenticator,
    signInResolver: ({ result }, context) => {
      const account = result.fullProfile.username;
      const clues: PersonClue[] =
        account === undefined
          ? []
          : [
              byAnnotation('github.com/user-login', account),
              {
                query: { entityRef: { kind: 'User', name: account.toLowerCase() } },
                words: `the name ${account.toLowerCase()}`,
                wants: `metadata.name: ${account.toLowerCase()}`,
              },
            ];
      return signInByClues(context, clues, 'GitHub');
    },
    signInResolverFactories: { ...githubSignInResolvers, ...commonSignInResolvers },
  });
}
