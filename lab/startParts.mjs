// How each part is started, in order, and what tells that it is ready.
import { createHmac, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { binary, ensureRedis, partFolder } from './build.mjs';
import { kubernetesClient } from './kubernetes.mjs';
import { freePort } from './processes.mjs';

const seeds = join(dirname(fileURLToPath(import.meta.url)), 'seeds');
const wantedPorts = {
  slipway: 7100, gitea: 7130, argocd: 7140, apiServer: 7143, etcd: 7150, etcdPeer: 7151, controllerManager: 7152, scheduler: 7153, kwok: 7154,
  redis: 7160, repoServer: 7161, repoServerMetrics: 7162, argocdMetrics: 7163, controllerMetrics: 7164,
  applicationSetMetrics: 7165, applicationSetProbe: 7166, applicationSetWebhook: 7167,
};
const secret = () => randomBytes(24).toString('hex');
const encode = value => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A token for an account of Argo CD, as its server would issue it. */
function argocdToken(key, id, issued) {
  const body = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ iss: 'argocd', sub: 'slipway:apiKey', nbf: issued, iat: issued, jti: id })}`;
  return `${body}.${createHmac('sha256', key).update(body).digest('base64url')}`;
}

/** Chooses ports and secrets, and writes the files that the parts read. */
async function prepare(processes) {
  const { folder, state } = processes;
  for (const [name, wanted] of Object.entries(wantedPorts)) state.ports[name] = await freePort(wanted);
  state.secrets = { admin: secret(), slipway: secret(), argocdKey: secret(), argocdPassword: secret(), argocdTokenId: randomUUID(), argocdTokenIssued: Math.floor(Date.now() / 1000) - 60, webhook: secret(), giteaPassword: secret() };
  const { argocdKey, argocdTokenId, argocdTokenIssued } = state.secrets;
  state.secrets.argocdToken = argocdToken(argocdKey, argocdTokenId, argocdTokenIssued);
  processes.save();
  for (const name of ['kubernetes', 'argocd/tls', 'argocd/ssh', 'argocd/gpg', 'argocd/plugins', 'argocd/bin', 'redis', 'gitea/conf']) {
    mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
  }
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kubernetes = join(folder, 'kubernetes');
  const write = (path, text) => writeFileSync(join(folder, path), text, { mode: 0o600 });
  write('kubernetes/service-account.key', privateKey.export({ type: 'pkcs1', format: 'pem' }));
  write('kubernetes/service-account.pub', publicKey.export({ type: 'spki', format: 'pem' }));
  write('kubernetes/tokens.csv', `${state.secrets.admin},admin,admin,"system:masters"\n${state.secrets.slipway},slipway,slipway\n`);
  write('kubernetes/kubeconfig', JSON.stringify({
    apiVersion: 'v1', kind: 'Config', 'current-context': 'lab',
    clusters: [{ name: 'lab', cluster: { server: `https://127.0.0.1:${state.ports.apiServer}`, 'certificate-authority': join(kubernetes, 'apiserver.crt') } }],
    users: [{ name: 'admin', user: { token: state.secrets.admin } }],
    contexts: [{ name: 'lab', context: { cluster: 'lab', user: 'admin', namespace: 'argocd' } }],
  }, null, 2));
  const stage = path => readFileSync(join(partFolder('kwok'), 'files', 'stage', path), 'utf8');
  write('kubernetes/stages.yaml', [
    stage('node/fast/node-initialize.yaml'), stage('node/heartbeat-with-lease/node-heartbeat-with-lease.yaml'),
    readFileSync(join(seeds, 'kubernetes/pod-ready.yaml'), 'utf8'), stage('pod/fast/pod-complete.yaml'), stage('pod/fast/pod-delete.yaml'),
  ].join('\n---\n'));
}

/** The client of the lab's API server, for its administrator. */
export function connect({ folder, state }) {
  const file = name => join(folder, 'kubernetes', name);
  return kubernetesClient({ url: `https://127.0.0.1:${state.ports.apiServer}`, token: state.secrets.admin, ca: readFileSync(file('apiserver.crt')), kubeconfig: file('kubeconfig') });
}

const answers = url => async see => {
  const response = await fetch(url, { signal: AbortSignal.timeout(3000) });
  see(`${url} answers ${response.status}`);
  return response.ok;
};

async function startKubernetes(processes) {
  const { folder, state: { ports } } = processes;
  const file = name => join(folder, 'kubernetes', name);
  const etcd = `http://127.0.0.1:${ports.etcd}`;
  const peer = `http://127.0.0.1:${ports.etcdPeer}`;
  processes.start('etcd', binary('etcd'), ['--name=lab', `--data-dir=${join(folder, 'etcd')}`, `--listen-client-urls=${etcd}`, `--advertise-client-urls=${etcd}`,
    `--listen-peer-urls=${peer}`, `--initial-advertise-peer-urls=${peer}`, `--initial-cluster=lab=${peer}`, '--unsafe-no-fsync', '--log-level=warn']);
  await processes.until('etcd', 'etcd to be healthy', answers(`${etcd}/health`));
  processes.start('kube-apiserver', binary('kubernetes', 'kube-apiserver'), [`--etcd-servers=${etcd}`, `--secure-port=${ports.apiServer}`, '--bind-address=127.0.0.1',
    `--cert-dir=${join(folder, 'kubernetes')}`, `--service-account-key-file=${file('service-account.pub')}`, `--service-account-signing-key-file=${file('service-account.key')}`,
    '--service-account-issuer=https://kubernetes.default.svc', '--service-cluster-ip-range=10.96.0.0/16', `--token-auth-file=${file('tokens.csv')}`,
    // A new node gets a taint that only the node lifecycle controller, which is off, would take away.
    '--authorization-mode=RBAC', '--endpoint-reconciler-type=none', '--disable-admission-plugins=TaintNodesByCondition', '--event-ttl=1h']);
  await processes.until('kube-apiserver', "the API server's certificate", () => existsSync(file('apiserver.crt')));
  await processes.until('kube-apiserver', 'the API server to be ready', async () => (await connect(processes).ask('/readyz')) === 'ok');
  processes.start('kube-controller-manager', binary('kubernetes', 'kube-controller-manager'), [`--kubeconfig=${file('kubeconfig')}`, '--bind-address=127.0.0.1',
    `--secure-port=${ports.controllerManager}`, `--cert-dir=${join(folder, 'kubernetes/controller-manager')}`, '--leader-elect=false', `--root-ca-file=${file('apiserver.crt')}`,
    `--service-account-private-key-file=${file('service-account.key')}`,
    // With the node lifecycle controller on, pods turn NotReady after 40 s.
    '--controllers=*,-node-ipam-controller,-node-lifecycle-controller,-cloud-node-lifecycle-controller']);
  processes.start('kube-scheduler', binary('kubernetes', 'kube-scheduler'), [`--kubeconfig=${file('kubeconfig')}`, '--bind-address=127.0.0.1', `--secure-port=${ports.scheduler}`,
    `--cert-dir=${join(folder, 'kubernetes/scheduler')}`, '--leader-elect=false']);
  processes.start('kwok', binary('kwok'), [`--kubeconfig=${file('kubeconfig')}`, `--config=${file('stages.yaml')}`, '--manage-all-nodes=true',
    '--node-lease-duration-seconds=40', `--server-address=127.0.0.1:${ports.kwok}`]);
  const client = connect(processes);
  client.apply(readFileSync(join(seeds, 'kubernetes/cluster.yaml'), 'utf8'));
  await processes.until('kwok', 'the node to be ready', async see => {
    const { status } = await client.ask('/api/v1/nodes/lab-1');
    see(status.conditions);
    return status.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True');
  });
}

const giteaSettings = ({ folder, state: { ports } }) => `APP_NAME = Lab
RUN_USER = ${userInfo().username}
RUN_MODE = prod
WORK_PATH = ${join(folder, 'gitea')}
; Gitea refuses to run as root unless told so. Here it listens on loopback alone.
I_AM_BEING_UNSAFE_RUNNING_AS_ROOT = true
[server]
HTTP_ADDR = 127.0.0.1
HTTP_PORT = ${ports.gitea}
ROOT_URL = http://127.0.0.1:${ports.gitea}/
STATIC_ROOT_PATH = ${join(partFolder('gitea'), 'files')}
DISABLE_SSH = true
OFFLINE_MODE = true
[database]
DB_TYPE = sqlite3
[security]
INSTALL_LOCK = true
[webhook]
ALLOWED_HOST_LIST = loopback
[actions]
ENABLED = true
[cron]
ENABLED = false
[log]
MODE = console
LEVEL = Warn
`;

/** Calls Gitea's API as its administrator. */
export async function gitea({ state }, method, path, body) {
  const response = await fetch(`http://127.0.0.1:${state.ports.gitea}/api/v1${path}`, {
    method, body: body && JSON.stringify(body), signal: AbortSignal.timeout(20_000),
    headers: { 'content-type': 'application/json', authorization: `Basic ${Buffer.from(`lab:${state.secrets.giteaPassword}`).toString('base64')}` },
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`Gitea answers ${response.status} to ${method} ${path}: ${text.slice(0, 300)}`);
  return text && JSON.parse(text);
}

async function startGitea(processes) {
  const { folder, state: { ports, secrets } } = processes;
  const config = join(folder, 'gitea/conf/app.ini');
  writeFileSync(config, giteaSettings(processes), { mode: 0o600 });
  const run = (...args) => execFileSync(binary('gitea'), [...args, '--config', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  run('migrate');
  run('admin', 'user', 'create', '--admin', '--username', 'lab', '--password', secrets.giteaPassword, '--email', 'lab@example.com', '--must-change-password=false');
  processes.start('gitea', binary('gitea'), ['web', '--config', config]);
  await processes.until('gitea', 'Gitea to answer', answers(`http://127.0.0.1:${ports.gitea}/api/healthz`));
}

/** The values that stand as ${NAME} in the seeds. */
export function seedValues({ folder, state: { ports, secrets } }) {
  const ca = readFileSync(join(folder, 'kubernetes/apiserver.crt'));
  return {
    ARGOCD_URL: `http://127.0.0.1:${ports.argocd}`, ARGOCD_SECRET_KEY: secrets.argocdKey, ARGOCD_PASSWORD_HASH: secrets.argocdPasswordHash,
    ARGOCD_TOKEN_ID: secrets.argocdTokenId, ARGOCD_TOKEN_ISSUED: String(secrets.argocdTokenIssued), WEBHOOK_SECRET: secrets.webhook,
    API_SERVER_EU: `https://127.0.0.1:${ports.apiServer}`, API_SERVER_US: `https://localhost:${ports.apiServer}`, ADMIN_TOKEN: secrets.admin,
    CA_DATA: ca.toString('base64'), REPOSITORY: `http://127.0.0.1:${ports.gitea}/shop/gitops.git`,
  };
}

/** The text of a seed with its values filled in. */
export function seed(processes, path) {
  const values = seedValues(processes);
  return readFileSync(join(seeds, path), 'utf8').replace(/\$\{([A-Z_]+)\}/g, (_, name) => values[name]);
}

async function startArgocd(processes) {
  const { folder, state: { ports, secrets } } = processes;
  // One binary: the name by which it is called says which component it is.
  const component = name => {
    const path = join(folder, 'argocd/bin', name);
    if (!existsSync(path)) symlinkSync(binary('argocd'), path);
    return path;
  };
  secrets.argocdPasswordHash = execFileSync(component('argocd'), ['account', 'bcrypt', '--password', secrets.argocdPassword], { encoding: 'utf8' }).trim();
  processes.save();
  const client = connect(processes);
  client.kubectl(['apply', '--server-side', ...['application', 'applicationset', 'appproject'].flatMap(name => ['-f', join(partFolder('argocd'), `files/crds/${name}-crd.yaml`)])]);
  for (const kind of ['applications', 'applicationsets', 'appprojects']) {
    await processes.until('kube-apiserver', `the API server to serve ${kind}`, () => client.ask(`/apis/argoproj.io/v1alpha1/${kind}`));
  }
  client.apply(seed(processes, 'argocd/settings.yaml'));
  const redis = `127.0.0.1:${ports.redis}`;
  const repoServer = `127.0.0.1:${ports.repoServer}`;
  processes.start('redis', ensureRedis(), ['--bind', '127.0.0.1', '--port', String(ports.redis), '--save', '', '--appendonly', 'no', '--dir', join(folder, 'redis')]);
  const env = {
    ARGOCD_GPG_ENABLED: 'false', ARGOCD_FAKE_IN_CLUSTER: 'true', ARGOCD_TLS_DATA_PATH: join(folder, 'argocd/tls'), ARGOCD_SSH_DATA_PATH: join(folder, 'argocd/ssh'),
    ARGOCD_GNUPGHOME: join(folder, 'argocd/gpg'), ARGOCD_PLUGINSOCKFILEPATH: join(folder, 'argocd/plugins'), KUBECONFIG: join(folder, 'kubernetes/kubeconfig'),
    PATH: `${dirname(binary('kustomize'))}:${dirname(binary('helm'))}:${join(folder, 'argocd/bin')}:${process.env.PATH}`,
    GIT_CONFIG_NOSYSTEM: '1', TMPDIR: join(folder, 'argocd'), HOSTNAME: 'lab-0',
  };
  const start = (name, args) => processes.start(name, component(name), [...args, '--loglevel', 'info'], { env, cwd: join(folder, 'argocd') });
  const namespace = ['--namespace', 'argocd'];
  start('argocd-repo-server', ['--address', '127.0.0.1', '--port', String(ports.repoServer), '--metrics-address', '127.0.0.1', '--metrics-port', String(ports.repoServerMetrics), '--redis', redis, '--disable-tls']);
  start('argocd-application-controller', [...namespace, '--metrics-port', String(ports.controllerMetrics), '--redis', redis, '--repo-server', repoServer, '--repo-server-plaintext']);
  start('argocd-applicationset-controller', [...namespace, '--metrics-addr', `127.0.0.1:${ports.applicationSetMetrics}`, '--probe-addr', `127.0.0.1:${ports.applicationSetProbe}`,
    '--webhook-addr', `127.0.0.1:${ports.applicationSetWebhook}`, '--argocd-repo-server', repoServer, '--repo-server-plaintext']);
  start('argocd-server', [...namespace, '--address', '127.0.0.1', '--port', String(ports.argocd), '--metrics-address', '127.0.0.1', '--metrics-port', String(ports.argocdMetrics),
    '--redis', redis, '--repo-server', repoServer, '--repo-server-plaintext', '--insecure']);
  await processes.until('argocd-server', 'the Argo CD server to be healthy', answers(`http://127.0.0.1:${ports.argocd}/healthz`));
  await processes.until('argocd-application-controller', 'the application controller to be healthy', answers(`http://127.0.0.1:${ports.controllerMetrics}/healthz`));
}

/** Starts everything but Slipway into a fresh folder. */
export async function startParts(processes, say) {
  await prepare(processes);
  for (const [what, start] of [['Kubernetes', startKubernetes], ['the Git host', startGitea], ['Argo CD', startArgocd]]) {
    const began = Date.now();
    await start(processes);
    say(`Started ${what} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  }
}
