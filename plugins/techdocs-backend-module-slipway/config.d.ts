export interface Config {
  techdocs?: {
    generator?: {
      /**
       * A folder for the Python environment that builds docs; it is made on the first build, by the Python on the PATH. Absent: `mkdocs` is
       * taken from the PATH as it is.
       * @visibility backend
       */
      environment?: string;
    };
  };
}
