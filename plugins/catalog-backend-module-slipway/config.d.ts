export interface Config {
  catalog?: {
    /**
     * The folder of Slipway's own source. With it Slipway is an entity of its catalog, with its docs.
     * @visibility backend
     */
    slipwayFolder?: string;
  };
}
