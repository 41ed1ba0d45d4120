import { explainUpstream, UpstreamProblem } from '@slipway/plugin-delivery-node';

const STEPS: Record<number, string> = {
  401: 'check its token: the API server does not know it, or it has expired',
  403: 'grant its account get, list and watch on deployments, statefulsets, daemonsets, replicasets, jobs and pods, as the README of this source shows',
  404: 'correct the address: it serves no such kind',
};

/** Says what is wrong with a cluster in words that name the next step. */
export function explainProblem(error: unknown, cluster: string): UpstreamProblem {
  return explainUpstream(error, { subject: `The API server of '${cluster}'`, steps: STEPS });
}
