export interface Config {
  demo?: {
    /**
     * The folder of the demo organisation's Git repositories and of how far its history was told. The demo runs only where this is set.
     * @visibility backend
     */
    folder: string;
    /**
     * What the invented history follows from; the same seed tells the same.
     * @visibility backend
     */
    seed?: string;
  };
}
