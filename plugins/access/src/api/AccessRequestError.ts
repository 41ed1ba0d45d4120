/** What the access service answered when it did not answer with data. */
export class AccessRequestError extends Error {
  constructor(
    readonly status: number,
    name: string,
    message: string,
  ) {
    super(message);
    this.name = name;
  }

  /** From an answer whose body has Backstage's form `{ error: { name, message } }`, or none. */
  static fromAnswer(response: Response, body: unknown): AccessRequestError {
    const { error } = (body ?? {}) as { error?: { name?: string; message?: string } };
    return new AccessRequestError(response.status, error?.name ?? 'ResponseError', error?.message ?? response.statusText);
  }
}
