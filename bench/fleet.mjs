import { FakeApiServer } from '../plugins/delivery-node/src/testUtils/FakeApiServer.ts';
import { realisticApplication } from '../plugins/delivery-backend-module-argocd/src/testing/realisticApplication.ts';
import { readStream } from './children.mjs';

/** Fake API servers, each with its part of so many realistic applications. */
export async function startFleet(count, instances) {
  const fleet = [];
  for (let number = 0; number < instances; number += 1) {
    const name = instances === 1 ? 'main' : `region-${number + 1}`;
    const server = new FakeApiServer();
    for (let index = number; index < count; index += instances) {
      server.put(realisticApplication(index, name));
    }
    server.compact();
    await server.listen();
    fleet.push({ name, server, objects: server.list().map(({ metadata }) => metadata) });
  }
  return fleet;
}

/** The service that an object of the fleet belongs to, by its metadata. */
export const serviceOf = ({ labels }) => labels['app.kubernetes.io/name'];

export function servicesOf(fleet) {
  return [...new Set(fleet.flatMap(({ objects }) => objects.map(serviceOf)))];
}

/** Calls `change(server, metadata, number)` at a steady rate over all objects. */
export async function steadily(fleet, { rate, seconds }, change) {
  const all = fleet.flatMap(({ server, objects }) => objects.map(metadata => ({ server, metadata })));
  const begin = performance.now();
  for (let number = 0; number < rate * seconds; number += 1) {
    const due = begin + (number / rate) * 1000;
    if (performance.now() < due) {
      await new Promise(done => setTimeout(done, Math.max(0, due - performance.now())));
    }
    const { server, metadata } = all[(number * 7919) % all.length];
    change(server, metadata, number);
    if (number % 500 === 499) {
      // The fake server keeps what it sent for late readers; the real one forgets, too, and tells quiet watches before where they stand.
      fleet.forEach(({ server: each }) => {
        each.bookmark();
        each.compact();
      });
    }
  }
}

// Rows are named after the service; the stream carries refs alone, so the name is read from the ref.
export async function followChanges(slipway, token, sent, delays) {
  return readStream({
    url: slipway.url,
    token,
    onEvent: (name, data) => {
      for (const ref of name === 'changed' ? data.refs : []) {
        const service = /service-\d+/.exec(ref)?.[0];
        const begin = sent.get(service);
        if (begin !== undefined) {
          delays.push(performance.now() - begin);
          sent.delete(service);
        }
      }
    },
  });
}
