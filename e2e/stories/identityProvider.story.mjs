import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../harness/chromium.mjs';
import { startFakeGitHub, startOidcProvider } from '../harness/identityProvider.mjs';
import { findFreePort } from '../../scripts/ports.mjs';
import { startSlipway } from '../harness/slipway.mjs';
import { findBarriers, openPage } from './page.mjs';

let slipway;
let browser;
let oidc;
let github;

before(async () => {
  const port = await findFreePort();
  oidc = await startOidcProvider({ redirectUri: `http://localhost:${port}/api/auth/oidc/handler/frame` });
  github = await startFakeGitHub({ login: 'ada-l' });
  const { client_id: clientId, client_secret: clientSecret } = oidc.client;
  const config = {
    catalog: { locations: [{ type: 'file', target: fileURLToPath(new URL('./people.yaml', import.meta.url)) }] },
    auth: {
      session: { secret: 'a-session-secret-of-the-story-of-the-identity-provider' },
      providers: {
        oidc: { production: { clientId, clientSecret, metadataUrl: oidc.metadataUrl, prompt: 'auto' } },
        github: { production: { clientId, clientSecret, enterpriseInstanceUrl: github.url } },
      },
    },
  };
  [slipway, browser] = await Promise.all([startSlipway({ config, port }), launchChromium()]);
});

after(async () => {
  await browser?.close();
  await slipway?.stop();
  await oidc?.stop();
  await github?.stop();
});

/** Signs in at the identity provider under a name, and lets Slipway know. */
async function signInAs(page, name) {
  await page.getByRole('button', { name: `Sign in with ${oidc.host}` }).click();
  await page.getByPlaceholder('Enter any login').fill(name);
  await page.getByPlaceholder('and password').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

const signedInAs = (page, ref) => page.locator(`[title="${ref}"]`).waitFor();

test('who is signed out is offered the identity providers, and no link', async () => {
  const { page, context } = await openPage(browser);
  await page.goto(slipway.url);
  await page.getByRole('button', { name: `Sign in with ${github.host}` }).waitFor();
  assert.equal(await page.getByText('npm start -- --link').count(), 0);
  assert.deepEqual(await findBarriers(page), []);
  await context.close();
});

test('a person of the catalog signs in, stays signed in, and signs out in every tab and at the provider', async () => {
  const { page, context } = await openPage(browser);
  await page.goto(`${slipway.url}/delivery?environment=dev`);
  await signInAs(page, 'ada');
  await signedInAs(page, 'user:default/ada');
  assert.equal(page.url(), `${slipway.url}/delivery?environment=dev`);
  await page.reload();
  await signedInAs(page, 'user:default/ada');
  const other = await context.newPage();
  await other.goto(slipway.url);
  await signedInAs(other, 'user:default/ada');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('Do you want to sign-out from', { exact: false }).waitFor();
  await other.getByRole('button', { name: `Sign in with ${oidc.host}` }).waitFor();
  await context.close();
});

test('a person whom the catalog does not know reads what is missing', async () => {
  const { page, context } = await openPage(browser);
  await page.goto(slipway.url);
  await signInAs(page, 'eve');
  const alert = page.getByRole('alert');
  await alert.waitFor();
  assert.match(await alert.textContent(), /knows you by the address eve@example\.com, and no user of the catalog has that/);
  assert.equal(new URL(page.url()).search, '');
  await context.close();
});

test('a provider that is down is named, and works again when it is back', async () => {
  const { page, context } = await openPage(browser);
  const alert = page.getByRole('alert').filter({ hasText: `The identity provider at ${oidc.host} does not answer` });
  await page.goto(slipway.url);
  await signInAs(page, 'ada');
  await signedInAs(page, 'user:default/ada');
  await oidc.goAway();
  await page.reload();
  await alert.waitFor();
  await page.getByRole('button', { name: `Sign in with ${oidc.host}` }).click();
  await alert.waitFor();
  assert.equal(new URL(page.url()).origin, slipway.url);
  await oidc.comeBack();
  await page.reload();
  await signedInAs(page, 'user:default/ada');
  await context.close();
});

test('an account of GitHub signs in the user that names it', async () => {
  const { page, context } = await openPage(browser);
  await page.goto(slipway.url);
  await page.getByRole('button', { name: `Sign in with ${github.host}` }).click();
  await signedInAs(page, 'user:default/ada');
  await context.close();
});
