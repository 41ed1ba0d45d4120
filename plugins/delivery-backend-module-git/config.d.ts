export interface Config {
  delivery?: {
    /**
     * Git hosts that tell of pushes, pull requests and CI runs. Each has a `github` or a `gitea`.
     * @visibility backend
     */
    git?: Array<{
      /**
       * The last part of the webhook's address, and kept for good: observations carry it as `git/<name>`.
       * @visibility backend
       */
      name: string;
      github?: {
        /**
         * The host as people write it; github.com when absent.
         * @visibility backend
         */
        host?: string;
        /**
         * The secret that the host signs its deliveries with.
         * @visibility secret
         */
        webhookSecret: string;
      };
      gitea?: {
        /**
         * The host as people write it, with its port where it has one.
         * @visibility backend
         */
        host: string;
        /**
         * The secret that the host signs its deliveries with.
         * @visibility secret
         */
        webhookSecret: string;
      };
    }>;
  };
}
