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
    };
  };
}
