import { explainUpstream, UpstreamProblem } from '@slipway/plugin-delivery-node';

const KUBERNETES_STEPS: Record<number, string> = {
  401: 'check its token: the API server does not know it, or it has expired',
  403: 'grant its account get, list and watch on applications.argoproj.io in all namespaces, as the README of this source shows',
  404: "install Argo CD's custom resource definitions there, or correct the address: it serves no applications.argoproj.io",
};

const ARGOCD_STEPS: Record<number, string> = {
  401: 'check its token: Argo CD does not know it, or it has expired',
  403: 'grant its account `applications, get, */*` in the policy of Argo CD',
  404: 'correct the address: it serves no Argo CD API',
};

/** Says what is wrong with Argo CD or its API server in words that name the next step. */
export function explainProblem(error: unknown, connection: { name: string; kind: 'kubernetes' | 'server' }): UpstreamProblem {
  return connection.kind === 'kubernetes'
    ? explainUpstream(error, { subject: `The API server of '${connection.name}'`, steps: KUBERNETES_STEPS })
    : explainUpstream(error, { subject: `Argo CD '${connection.name}'`, steps: ARGOCD_STEPS });
}
