export interface Config {
  delivery?: {
    /**
     * The environments in the order of promotion: names, or names with the rules that map applications to them. The first match wins.
     * @visibility backend
     */
    environments?: Array<
      | string
      | {
          /** @visibility backend */
          name: string;
          /**
           * A second application of a service in this environment is a conflict.
           * @visibility backend
           */
          single?: boolean;
          /**
           * Every member of one item has to match; `*` stands for any characters.
           * @visibility backend
           */
          match?: Array<{
            /**
             * Labels of the application.
             * @visibility backend
             */
            label?: { [name: string]: string };
            /**
             * The destination's server or name.
             * @visibility backend
             */
            destination?: string;
            /**
             * The destination's namespace.
             * @visibility backend
             */
            namespace?: string;
            /**
             * The application's name.
             * @visibility backend
             */
            name?: string;
          }>;
        }
    >;

    /**
     * Where applications belong that no entity's annotation claims: the first rule that matches and whose entity the catalog has.
     * @visibility backend
     */
    services?: Array<{
      /**
       * An entity ref; `{service}` (as guessed from label or name), `{name}`, `{namespace}`, `{project}` and `{label:<key>}` stand for
       * what the application has.
       * @visibility backend
       */
      entity: string;
      /**
       * As for environments; every application matches when absent.
       * @visibility backend
       */
      match?: Array<{
        /** @visibility backend */
        label?: { [name: string]: string };
        /** @visibility backend */
        destination?: string;
        /** @visibility backend */
        namespace?: string;
        /** @visibility backend */
        name?: string;
      }>;
    }>;

    /**
     * Clusters that several Argo CD instances know by servers or names of their own.
     * @visibility backend
     */
    clusters?: Array<{
      /** @visibility backend */
      name: string;
      /**
       * What each instance calls it: a destination's server or its name.
       * @visibility backend
       */
      argocd?: Array<{
        /** @visibility backend */
        instance: string;
        /** @visibility backend */
        server?: string;
        /** @visibility backend */
        name?: string;
      }>;
      /**
       * The name of the same cluster among the clusters whose workloads are watched.
       * @visibility backend
       */
      kubernetes?: string;
    }>;

    /**
     * Who may hand in events, and what about. A caller without a credential here hands in nothing.
     * @visibility backend
     */
    credentials?: Array<{
      /**
       * The name that observations keep.
       * @visibility backend
       */
      name: string;
      /**
       * The caller's subject: what `backend.auth.externalAccess` calls the token's bearer, or a user's entity ref.
       * @visibility backend
       */
      subject: string;
      /**
       * Event types; a trailing `*` stands for any ending. All types when absent.
       * @visibility backend
       */
      types?: string[];
      /**
       * Repositories as `host/path`; a trailing `*` stands for any ending.
       * @visibility backend
       */
      repositories?: string[];
      /**
       * Entity refs as `kind:namespace/name`; a trailing `*` stands for any ending.
       * @visibility backend
       */
      entities?: string[];
      /**
       * Names of environments.
       * @visibility backend
       */
      environments?: string[];
    }>;

    /**
     * How tickets are named in commits and pull requests. Without rules `#12` is the number of an issue at the repository's host.
     */
    tickets?: Array<{
      /**
       * A regular expression.
       * @visibility backend
       */
      pattern: string;
      /**
       * Where the ticket stands, with `$0` for what matched and `$1`, `$2`, … for its groups.
       * @visibility backend
       */
      url: string;
    }>;

    /**
     * Globs of files that change a database; `**\/migrations/**` and `**\/db/migrate/**` when absent.
     * @visibility backend
     */
    migrations?: string[];

    /**
     * The record is that of the demo organisation, whose data is invented: every answer of the API says so.
     * @visibility backend
     */
    demo?: boolean;

    retention?: {
      /**
       * How many days raw payloads are kept at least; whole months are dropped. 30 when absent.
       * @visibility backend
       */
      rawDays?: number;
    };
  };
}
