import { SilenceError, UpstreamError } from './UpstreamError';

/** What is wrong with an upstream. */
export interface UpstreamProblem {
  /** `failed` needs a person, `retrying` may pass by itself. */
  state: 'retrying' | 'failed';
  /** What is wrong and what to do next. */
  error: string;
}

/** An upstream as messages name it. */
export interface ExplainedUpstream {
  /** The subject of the sentence, e.g. `Argo CD 'main'`. */
  subject: string;
  /** What to do next, by the status that it answered with; any other status may pass by itself. */
  steps: Record<number, string>;
}

const NETWORK_STEPS: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there: check the address, or wait until it is up',
  ENOTFOUND: 'its name does not resolve: check the address',
  ETIMEDOUT: 'it does not answer: check the address and the network',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself: give caFile',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an authority of its own: give caFile',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by an unknown authority: give caFile',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is signed by an unknown authority: give caFile',
  CERT_HAS_EXPIRED: 'its certificate has expired: renew it',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name: correct the address',
};

/** Says what is wrong with an upstream in words that name the next step. */
export function explainUpstream(error: unknown, { subject, steps }: ExplainedUpstream): UpstreamProblem {
  if (error instanceof UpstreamError) {
    const step = steps[error.status];
    return {
      state: step === undefined ? 'retrying' : 'failed',
      error: `${subject} answers ${error.status}${step ? `; ${step}` : ''} (${error.message})`,
    };
  }
  if (error instanceof SilenceError) {
    return {
      state: 'retrying',
      error: `${subject} is silent: ${error.message}; it is asked again`,
    };
  }
  const { code, message } = (error instanceof Error ? error : { message: String(error) }) as { code?: string; message: string };
  const step = code === undefined ? undefined : NETWORK_STEPS[code];
  return {
    state: 'retrying',
    error: `${subject} cannot be read: ${step ?? message}${step ? ` (${message})` : ''}`,
  };
}
