import { CustomErrorBase, ServiceUnavailableError } from '@backstage/errors';

/** A question to a host's API. */
export interface Question {
  method?: 'GET' | 'POST' | 'PATCH';
  body?: unknown;
  accept?: string;
  /** Statuses that are answers, not errors. */
  expected?: readonly number[];
}

/** The host answers that it will not. */
export class RefusedError extends CustomErrorBase {
  name = 'RefusedError' as const;

  constructor(
    readonly status: number,
    words: string,
  ) {
    super(`it answers ${status}: ${words}`);
  }
}

/** Asks a host's API. What is refused is a `RefusedError` in the host's words. */
export class JsonClient {
  constructor(private readonly options: { subject: string; baseUrl: string; headers(): Promise<Record<string, string>> }) {}

  async ask(path: string, { method = 'GET', body, accept = 'application/json', expected = [] }: Question = {}): Promise<Response> {
    const { subject, baseUrl, headers } = this.options;
    const asked = { ...(await headers()), accept, ...(body !== undefined && { 'content-type': 'application/json' }) };
    let response: Response;
    try {
      response = await fetch(`${baseUrl}${path}`, { method, headers: asked, ...(body !== undefined && { body: JSON.stringify(body) }) });
    } catch (error) {
      throw new ServiceUnavailableError(`${subject} does not answer at ${baseUrl}; retry this run when it does`, error);
    }
    if (!response.ok && !expected.includes(response.status)) {
      throw new RefusedError(response.status, wordsOf(await response.text()));
    }
    return response;
  }
}

function wordsOf(text: string): string {
  try {
    return String(JSON.parse(text).message ?? text).slice(0, 300);
  } catch {
    // A proxy's page, which says nothing that fits into a sentence.
    return 'no reason is given';
  }
}
