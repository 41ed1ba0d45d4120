import fs from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { until } from '../harness/slipway.mjs';

const SENTINEL = 'after-all-cases';

/** The cases with a place of their own each: many share a name, and some have no namespace or uid. */
function readCases(folder) {
  const expected = JSON.parse(fs.readFileSync(path.join(folder, 'argocd/expected.json'), 'utf8'));
  return Object.entries(expected).map(([file, meaning], index) => {
    const object = JSON.parse(fs.readFileSync(path.join(folder, 'argocd', file), 'utf8'));
    const namespace = `case-${index}`;
    const metadata = { ...object.metadata, namespace, uid: `${namespace}-of-the-cases` };
    return { file, meaning: { ...meaning, namespace }, object: { ...object, metadata } };
  });
}

const isListed = (_, index) => index % 2 === 0;

/** Half of the cases are there when Slipway comes. */
export function listApplications(server, folder) {
  readCases(folder)
    .filter(isListed)
    .forEach(({ object }) => server.put(object));
}

/** The other half comes while it watches, and one more at the end, which shows that none of them stopped the watch. */
export async function watchApplications(server, folder, slipway) {
  await until('The watch', async see => {
    see(`requests: ${server.requests.join(' ')}`);
    return server.watching > 0;
  });
  const cases = readCases(folder);
  cases.filter((...item) => !isListed(...item)).forEach(({ object }) => server.put(object));
  server.put({ metadata: { name: SENTINEL, namespace: 'argocd', uid: SENTINEL }, spec: {}, status: {} });
  await until('The application after all cases', async see => {
    const items = await readApplications(slipway);
    see(`${items.length} applications`);
    return items.some(({ name }) => name === SENTINEL) && items.length > cases.length;
  });
}

/** Compares each field of each case with the record. */
export async function compareApplications(folder, slipway, judge) {
  const items = await readApplications(slipway);
  for (const { file, meaning } of readCases(folder)) {
    const { shows, origin, ...wanted } = meaning;
    const item = items.find(({ namespace }) => namespace === meaning.namespace);
    if (!item) {
      judge(`argocd/${file}`, [`is not on the record (${shows})`]);
      continue;
    }
    const seen = { ...item, operationPhase: item.operation?.phase ?? null };
    const problems = Object.entries(wanted)
      .filter(([key, value]) => !isDeepStrictEqual(ordered(key, seen[key]), ordered(key, value)))
      .map(([key, value]) => `${key} is ${JSON.stringify(seen[key])}, expected ${JSON.stringify(value)} (${shows})`);
    judge(`argocd/${file}`, problems);
  }
}

// Argo CD publishes images as a set.
function ordered(key, value) {
  return key === 'images' && Array.isArray(value) ? [...value].sort() : value;
}

async function readApplications(slipway) {
  const items = [];
  let cursor;
  do {
    const query = new URLSearchParams({ limit: '100', instance: 'cases', ...(cursor && { cursor }) });
    const response = await slipway.request(`/api/delivery/applications?${query}`);
    const body = await response.json();
    if (!response.ok) throw new Error(`The list of applications is answered with ${response.status}: ${JSON.stringify(body)}`);
    items.push(...body.items);
    cursor = body.nextCursor;
  } while (cursor);
  return items;
}
