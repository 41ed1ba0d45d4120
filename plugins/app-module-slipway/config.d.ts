export interface Config {
  demo?: {
    /**
     * Every page says that what it shows is invented. `npm start` sets it for the demo organisation.
     * @visibility frontend
     */
    notice?: boolean;
  };
}
