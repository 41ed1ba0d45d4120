/** What the delivery service answered when it did not answer with data. */
export class DeliveryRequestError extends Error {
  /** The HTTP status; 0 where there was no answer at all. */
  readonly status: number;

  constructor(status: number, name: string, message: string) {
    super(message);
    this.status = status;
    this.name = name;
  }

  /** From an answer whose body has Backstage's form `{ error: { name, message } }`, or none. */
  static fromAnswer(response: Response, body: unknown): DeliveryRequestError {
    const { error } = (body ?? {}) as { error?: { name?: string; message?: string } };
    return new DeliveryRequestError(response.status, error?.name ?? 'ResponseError', error?.message ?? response.statusText);
  }
}
