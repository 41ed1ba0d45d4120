export interface Config {
  access?: {
    /**
     * A file with the policy, absolute or from the folder that Slipway runs in. It is taken over again when it changes.
     * @visibility backend
     */
    policyFile?: string;
    /**
     * The policy itself, in place of a file.
     * @visibility backend
     */
    policy?: {
      /**
       * Who has each role: refs of groups and users, or `everyone` for whoever is signed in.
       * @visibility backend
       */
      roles: { [name: string]: string | string[] };
      /** @visibility backend */
      rules: Array<{
        /** @visibility backend */
        role: string;
        /**
         * Names of permissions; `*` stands for any characters, `everything` for all of them.
         * @visibility backend
         */
        may: string | string[];
        /**
         * The entities that the rule is about: kind, owner (or `mine`), system, tag, environment. Everything when absent.
         * @visibility backend
         */
        where?: { [feature: string]: string | string[] };
        /**
         * The entities that it leaves out.
         * @visibility backend
         */
        except?: { [feature: string]: string | string[] } | Array<{ [feature: string]: string | string[] }>;
      }>;
    };
    /**
     * CI hosts whose jobs hand in events with a token that the host signs for each of them.
     * @visibility backend
     */
    oidc?: Array<{
      /**
       * What observations and audit events call it.
       * @visibility backend
       */
      name: string;
      /** @visibility backend */
      type: 'github' | 'gitlab';
      /**
       * Who signs; that of github.com or gitlab.com when absent.
       * @visibility backend
       */
      issuer?: string;
      /**
       * What a job has to ask its token for, such as the address of this Slipway.
       * @visibility backend
       */
      audience: string;
      /**
       * Repositories as the host calls them, `shop/cart`; a trailing `*` stands for any ending.
       * @visibility backend
       */
      repositories: string[];
      /**
       * Refs, such as `refs/heads/main`; any when absent.
       * @visibility backend
       */
      refs?: string[];
      /**
       * Environments that the job has to be of.
       * @visibility backend
       */
      environments?: string[];
      /**
       * What events it may hand in. `{repository}`, `{ref}` and `{environment}` stand for what the token says; events about the
       * job's own repository when absent.
       * @visibility backend
       */
      bounds?: {
        /** @visibility backend */
        types?: string[];
        /** @visibility backend */
        repositories?: string[];
        /** @visibility backend */
        entities?: string[];
        /** @visibility backend */
        environments?: string[];
      };
    }>;
  };
}
