export interface Config {
  /** Where what templates make goes. Without it templates are listed, and say that this is missing. */
  templates?: {
    git: {
      /**
       * The host that new repositories are made at. It needs an entry under `integrations`.
       * @visibility backend
       */
      host: string;
      /**
       * The organisation that they belong to.
       * @visibility backend
       */
      owner?: string;
      /**
       * A folder of bare repositories on this machine that stands for the host, as in the demo.
       * @visibility backend
       */
      folder?: string;
    };
    gitops: {
      /**
       * The GitOps repository, such as `shop/gitops`.
       * @visibility backend
       */
      repository: string;
      /**
       * The folder that has one of each service; `services` when absent.
       * @visibility backend
       */
      folder?: string;
      /**
       * The folder whose files Argo CD takes its applications from; `applications` when absent.
       * @visibility backend
       */
      applications?: string;
      /**
       * The project of the applications; `default` when absent.
       * @visibility backend
       */
      project?: string;
      /**
       * Argo CD's name of the cluster of each environment; `in-cluster` when absent.
       * @visibility backend
       */
      clusters?: { [environment: string]: string };
    };
    /**
     * What images are called after, such as `registry.example.com/shop`.
     * @visibility backend
     */
    registry: string;
  };
}
