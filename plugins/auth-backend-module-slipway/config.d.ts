export interface Config {
  auth?: {
    providers?: {
      /** Signs in the owner of this installation by a one-time link; absent means that there is no such sign-in. */
      owner?: {
        /**
         * Whoever holds this key may mint a one-time sign-in code at `POST /api/auth/owner/codes`. At least 32 characters.
         * `npm start` makes one per installation.
         * @visibility secret
         */
        key: string;
      };
      /**
       * Lets everybody in who reaches this machine, as one of these people. Refused where more than this machine can reach Slipway.
       * `npm start` sets it for the demo organisation.
       */
      demo?: {
        people: Array<{
          /** The ref of a user of the catalog, e.g. `user:default/priya`. */
          user: string;
          /** What they are called. */
          name: string;
          /** What they do, e.g. `Developer, Checkout team`. */
          role: string;
        }>;
      };
    };
  };
}
