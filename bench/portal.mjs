// Slipway with a service whose source, runs and deployments are known, and a browser that is signed in.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium } from '../e2e/harness/chromium.mjs';
import { postAll } from './histories/postAll.mjs';
import { commitOf, historyOf, people } from './histories/repositories.mjs';
import { ENVIRONMENTS, serviceOf } from './histories/services.mjs';
import { startSlipway } from './slipway.mjs';

export const WEBHOOK = { connection: 'bench', secret: 'the secret of the bench' };
const SERVICES = 50;
const COMMITS = 1000;

/** The service that is looked at. */
export const WATCHED = {
  number: 0,
  repository: 'github.com/bench/service-0',
  commits: COMMITS,
  merges: false,
  services: ['service-0'],
};
export const REF = 'component:default/service-0';
export const TAB = '/catalog/default/component/service-0/delivery';

/** Starts it; `openPage` gives a page of a browser that is signed in, `close` ends everything. */
export async function startPortal() {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-portal-'));
  const target = join(folder, 'catalog.yaml');
  const repositories = [WATCHED, ...Array.from({ length: SERVICES - 1 }, (_, index) => smallOf(index + 1))];
  writeFileSync(target, repositories.map(componentOf).join('---\n'));
  const slipway = await startSlipway({
    config: {
      catalog: { locations: [{ type: 'file', target }] },
      delivery: {
        environments: ENVIRONMENTS,
        git: [{ name: WEBHOOK.connection, github: { webhookSecret: WEBHOOK.secret } }],
      },
    },
  });
  const browser = await launchChromium();
  const close = async () => {
    await browser.close();
    await slipway.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await postAll(slipway, people());
    for (const repository of repositories) {
      const [, ...deployed] = serviceOf(repository, repository.services[0]);
      await postAll(slipway, [...deployed, ...historyOf(repository, 0, repository.commits)]);
    }
    const session = await signIn(slipway, browser);
    return {
      slipway,
      close,
      token: session.token,
      openPage: async () => (await browser.newContext({ storageState: session.state, viewport: { width: 1440, height: 900 } })).newPage(),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

export const newestOf = ({ commits, ...repository }) => commitOf(repository, commits - 1);

const smallOf = number => ({
  number,
  repository: `github.com/bench/service-${number}`,
  commits: 50,
  merges: false,
  services: [`service-${number}`],
});

function componentOf({ repository, services: [name] }) {
  const applications = ENVIRONMENTS.map(environment => `${name}-${environment}`).join(',');
  return `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
  annotations:
    argocd/app-name: ${applications}
    slipway.dev/repository: ${repository}
spec: { type: service, lifecycle: production, owner: group:default/bench }
`;
}

async function signIn({ url, lines }, browser) {
  const link = lines.map(line => /http:\S+#code=\S+/.exec(line)?.[0]).find(Boolean);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('navigation').first().waitFor();
  const answer = await context.request.get(`${url}/api/auth/owner/refresh?optional&env=production`, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  const { backstageIdentity } = await answer.json();
  const state = await context.storageState();
  await context.close();
  return { state, token: backstageIdentity.token };
}
