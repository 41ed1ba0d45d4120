// What a fresh lab needs before its first process: ports, secrets and files.
import { createHmac, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { parse } from 'yaml';
import { findFreePort } from '../scripts/ports.mjs';
import { binary, partFolder } from './build.mjs';
import { rawSeed, seed } from './seeds.mjs';

const encode = value => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token for an account of Argo CD, as its server would issue it. */
function argocdToken(key, id, issued) {
  const body = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ iss: 'argocd', sub: 'slipway:apiKey', nbf: issued, iat: issued, jti: id })}`;
  return `${body}.${createHmac('sha256', key).update(body).digest('base64url')}`;
}

function makeSecrets(argocd) {
  const names = ['admin', 'slipway', 'argocdKey', 'argocdPassword', 'webhook', 'giteaPassword', 'reader', 'runner'];
  const secrets = Object.fromEntries(names.map(name => [name, randomBytes(24).toString('hex')]));
  const [argocdTokenId, argocdTokenIssued] = [randomUUID(), Math.floor(Date.now() / 1000) - 60];
  const hash = execFileSync(argocd, ['account', 'bcrypt', '--password', secrets.argocdPassword], { encoding: 'utf8' }).trim();
  const argocdTokenOfSlipway = argocdToken(secrets.argocdKey, argocdTokenId, argocdTokenIssued);
  return { ...secrets, argocdTokenId, argocdTokenIssued, argocdToken: argocdTokenOfSlipway, argocdPasswordHash: hash };
}

/** Chooses ports and secrets, and writes the files that the parts read. */
export async function prepare(processes) {
  const { folder, state } = processes;
  for (const name of ['argocd/tls', 'argocd/ssh', 'argocd/gpg', 'argocd/plugins', 'argocd/bin', 'redis']) {
    mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
  }
  // Its components are one binary, which goes by the name that it is called.
  for (const name of ['argocd', ...Object.keys(parse(rawSeed('processes.yaml')))].filter(each => each.startsWith('argocd'))) {
    symlinkSync(binary('argocd'), join(folder, 'argocd/bin', name));
  }
  for (const [name, wanted] of Object.entries(parse(rawSeed('ports.yaml'))))
    state.ports[name] = (await findFreePort(wanted)) ?? (await findFreePort());
  state.secrets = makeSecrets(join(folder, 'argocd/bin/argocd'));
  processes.save();
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, path), text, { mode: 0o600 });
  };
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  write('kubernetes/service-account.key', privateKey.export({ type: 'pkcs1', format: 'pem' }));
  write('kubernetes/service-account.pub', publicKey.export({ type: 'spki', format: 'pem' }));
  write('kubernetes/tokens.csv', seed(processes, 'kubernetes/tokens.csv'));
  write('kubernetes/kubeconfig', seed(processes, 'kubernetes/kubeconfig.yaml'));
  write('gitea/app.ini', seed(processes, 'gitea/app.ini'));
  write('app-config.lab.yaml', seed(processes, 'slipway.yaml'));
  for (const name of ['shop', 'checkout', 'payments', 'inventory']) write(`catalog/${name}.yaml`, seed(processes, `catalog/${name}.yaml`));
  const stages = [
    'node/fast/node-initialize',
    'node/heartbeat-with-lease/node-heartbeat-with-lease',
    'pod/fast/pod-complete',
    'pod/fast/pod-delete',
  ];
  const stage = path => readFileSync(join(partFolder('kwok'), 'files/stage', `${path}.yaml`), 'utf8');
  write('kubernetes/stages.yaml', [rawSeed('kubernetes/pod-ready.yaml'), ...stages.map(stage)].join('\n---\n'));
}
