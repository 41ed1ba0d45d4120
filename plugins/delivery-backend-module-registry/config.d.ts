export interface Config {
  delivery?: {
    /**
     * Registries whose images are read. Each is asked only for images that the record names.
     * @visibility backend
     */
    registries?: Array<{
      /**
       * The registry's name; unique, and kept for good: observations carry it as `registry/<name>`.
       * @visibility backend
       */
      name: string;
      /**
       * The host as image references write it, e.g. `ghcr.io`, `docker.io` or `git.example.com:3000`.
       * @visibility backend
       */
      host: string;
      /**
       * Where its API is, when that is not https on the host.
       * @visibility backend
       */
      url?: string;
      /**
       * An account that may read; without one the registry is asked as anybody may.
       * @visibility backend
       */
      username?: string;
      /**
       * The account's password or access token.
       * @visibility secret
       */
      password?: string;
      /**
       * A bearer token that the registry itself takes, in place of an account.
       * @visibility secret
       */
      token?: string;
      /**
       * File with the certificates (PEM) that sign the registry's, beside those that the system trusts.
       * @visibility backend
       */
      caFile?: string;
      /**
       * Takes any certificate of the registry; for a laboratory.
       * @visibility backend
       */
      skipTlsVerify?: boolean;
      /**
       * Lets `url` be http on another machine, where everybody on the way can read password and token.
       * @visibility backend
       */
      insecure?: boolean;
    }>;
  };
}
