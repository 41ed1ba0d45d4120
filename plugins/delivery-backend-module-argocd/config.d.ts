export interface Config {
  delivery?: {
    /**
     * The Argo CD instances that are watched. Each is reached in exactly one way: `kubernetes` or `server`.
     */
    argocd?: Array<{
      /** The instance's name; unique, and kept for good: the record knows its applications by it. */
      name: string;
      /** Address of Argo CD's own page, for links; with `server` its `url` unless said otherwise. */
      url?: string;
      /**
       * The Kubernetes API server that holds the Application objects, in one of three ways: `url` with `token`,
       * `kubeconfig`, or `inCluster`.
       */
      kubernetes?: {
        /** Address of the API server; https, or http on this machine. */
        url?: string;
        /**
         * Bearer token of an account that may get, list and watch applications.
         * @visibility secret
         */
        token?: string;
        /** File with the certificates (PEM) that sign the server's. */
        caFile?: string;
        /** Takes any certificate; for a laboratory. */
        skipTlsVerify?: boolean;
        /** Path of a kubeconfig file; its exec plugins and client certificates are used. */
        kubeconfig?: string;
        /** Context of the kubeconfig; its current one unless given. */
        context?: string;
        /** Uses the account that Kubernetes gives the pod. */
        inCluster?: boolean;
      };
      /** Argo CD's own API server, where only a token of it is at hand. */
      server?: {
        /** Address of Argo CD. */
        url: string;
        /**
         * Token of an account that may get applications.
         * @visibility secret
         */
        token: string;
        /** File with the certificates (PEM) that sign the server's. */
        caFile?: string;
        /** Takes any certificate; for a laboratory. */
        skipTlsVerify?: boolean;
      };
    }>;
  };
}
