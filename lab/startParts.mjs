// Starts the parts in order; each is waited for before what needs it. How they are started stands in seeds/processes.yaml.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { showProgress } from '../scripts/progress.mjs';
import { binary, partFolder } from './build.mjs';
import { kubernetesClient } from './kubernetes.mjs';
import { prepare } from './prepare.mjs';
import { checkout, rawSeed, seed, seedValues } from './seeds.mjs';

/** Starts one process of the lab. */
export function startPart(processes, name) {
  const { command, flags, env } = parse(seed(processes, 'processes.yaml'))[name];
  processes.start(name, command, flags, { env, cwd: name === 'slipway' ? checkout : processes.folder });
}

/** The client of the lab's API server, for its administrator. */
export function connect(processes) {
  const { 'apiServer.eu': url, 'secret.admin': token } = seedValues(processes);
  const file = name => join(processes.folder, 'kubernetes', name);
  return kubernetesClient({ url, token, ca: readFileSync(file('apiserver.crt')), kubeconfig: file('kubeconfig') });
}

/** Waits until a part's address answers with success. */
const answering = (processes, name, port, path) =>
  processes.until(name, `${name} to answer`, async see => {
    const response = await fetch(`http://127.0.0.1:${processes.state.ports[port]}${path}`, { signal: AbortSignal.timeout(3000) });
    see(`${path} answers ${response.status}`);
    return response.ok;
  });

/** Waits until the API server is ready. */
export const apiServerReady = processes =>
  processes.until('kube-apiserver', 'the API server to be ready', async () => (await connect(processes).ask('/readyz')) === 'ok');

async function startKubernetes(processes) {
  startPart(processes, 'etcd');
  await answering(processes, 'etcd', 'etcd', '/health');
  startPart(processes, 'kube-apiserver');
  await processes.until('kube-apiserver', "the API server's certificate", () =>
    existsSync(join(processes.folder, 'kubernetes/apiserver.crt')),
  );
  await apiServerReady(processes);
  for (const name of ['kube-controller-manager', 'kube-scheduler', 'kwok']) startPart(processes, name);
  const client = connect(processes);
  client.apply(rawSeed('kubernetes/cluster.yaml'));
  await processes.until('kwok', 'the node to be ready', async see => {
    const { status } = await client.ask('/api/v1/nodes/lab-1');
    see(status.conditions);
    return status.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True');
  });
}

/** Starts the Git host alone; it needs nothing else. */
export async function startGitea(processes) {
  const run = words =>
    execFileSync(binary('gitea'), [...words, '--config', join(processes.folder, 'gitea/app.ini')], { stdio: ['ignore', 'ignore', 'pipe'] });
  run(['migrate']);
  const { giteaPassword } = processes.state.secrets;
  run([
    'admin',
    'user',
    'create',
    '--admin',
    '--username=lab',
    '--email=lab@example.com',
    '--must-change-password=false',
    `--password=${giteaPassword}`,
  ]);
  startPart(processes, 'gitea');
  await answering(processes, 'gitea', 'gitea', '/api/healthz');
}

/** The processes of Argo CD, in the order in which they are started. */
export const argocdParts = ['argocd-repo-server', 'argocd-application-controller', 'argocd-applicationset-controller', 'argocd-server'];

/** Waits until Argo CD's server and controller are healthy. */
export async function argocdReady(processes) {
  await answering(processes, 'argocd-server', 'argocd', '/healthz');
  await answering(processes, 'argocd-application-controller', 'controllerMetrics', '/healthz');
}

/** Makes the API server know a part's kinds. */
async function serveKinds(processes, part, kinds) {
  const client = connect(processes);
  client.kubectl(['apply', '--server-side', '--kustomize', join(partFolder(part), 'files/crds')]);
  for (const kind of kinds) {
    await processes.until('kube-apiserver', `the API server to serve ${kind}`, () => client.ask(`/apis/argoproj.io/v1alpha1/${kind}`));
  }
}

async function startRollouts(processes) {
  await serveKinds(processes, 'rollouts', ['rollouts', 'analysisruns', 'experiments']);
  startPart(processes, 'rollouts-controller');
  await answering(processes, 'rollouts-controller', 'rolloutsHealth', '/healthz');
}

async function startArgocd(processes) {
  await serveKinds(processes, 'argocd', ['applications', 'applicationsets', 'appprojects']);
  const client = connect(processes);
  client.apply(seed(processes, 'argocd/settings.yaml'));
  for (const name of ['redis', ...argocdParts]) startPart(processes, name);
  await argocdReady(processes);
}

/** Starts everything but Slipway into a fresh folder. */
export async function startParts(processes) {
  await prepare(processes);
  const starts = { Kubernetes: startKubernetes, 'Argo Rollouts': startRollouts, 'the Git host': startGitea, 'Argo CD': startArgocd };
  for (const [what, start] of Object.entries(starts)) {
    await showProgress(`Starting ${what}`, () => start(processes));
  }
}
