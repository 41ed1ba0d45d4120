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
  };
}
