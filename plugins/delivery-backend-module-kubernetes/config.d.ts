export interface Config {
  delivery?: {
    /**
     * The Kubernetes clusters whose workloads are watched. Each is reached in one of three ways: `url` with `token`, `kubeconfig`, or
     * `inCluster`.
     */
    kubernetes?: Array<{
      /** The cluster's name; unique, and kept for good: the record knows its workloads by it. */
      name: string;
      /** Address of the API server; https, or http on this machine. */
      url?: string;
      /**
       * Bearer token of an account that may get, list and watch workloads and pods.
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
      /** The namespaces that are read; all of them unless given. */
      namespaces?: string[];
    }>;
  };
}
