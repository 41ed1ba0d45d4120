import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { hashFacts } from '@slipway/plugin-delivery-node';
import { subjectOf } from '@slipway/plugin-delivery-common';
import { reduceApplication } from '../../../delivery-backend-module-argocd/src/reduce/reduceApplication';
import { observeApplication, observeOperation } from '../../../delivery-backend-module-argocd/src/record/observe';
import { canExtend, foldApplication, projectApplication, StoredObservation, projectRecord } from '.';

const dir = resolve(__dirname, '../../../../fixtures/recorded/argocd');
const settings = { environments: ['dev', 'staging', 'production'].map(name => ({ name, match: [] })), clusters: [], argocdUrls: {} };
const only = process.env.ONLY;
it.each(
  readdirSync(dir)
    .filter(f => f !== 'stream.json')
    .filter(f => !only || f.startsWith(only)),
)('%s', file => {
  const rec = JSON.parse(readFileSync(resolve(dir, file), 'utf8'));
  const out = [`######## ${file}: ${rec.about}`];
  const store = new Map<string, StoredObservation>();
  const checkpoints = new Map<string, any>();
  const objs = [...(rec.list.items ?? []).map((o: any) => ({ type: 'LIST', object: o })), ...rec.watch];
  const touched = new Set(rec.watch.map((w: any) => w.object.metadata.uid));
  let t = 0;
  for (const { type, object } of objs) {
    if (!touched.has(object.metadata?.uid)) continue;
    const r = reduceApplication(object, 'lab', { now: Date.now() + 1e12 });
    const obs: any[] = r.operations.map(observeOperation);
    const facts = { ...r.application, ...(type === 'DELETED' ? { gone: true } : {}) };
    obs.push(observeApplication(facts, { epoch: '1', position: r.resourceVersion ?? '0' }, r.occurredAt));
    const fresh: StoredObservation[] = [];
    for (const o of obs) {
      const subject = subjectOf(o.kind, o.facts);
      const key = `${subject}@${o.order.epoch}.${o.order.position}/${hashFacts(o.facts)}`;
      if (store.has(key)) continue;
      const stored = {
        ...o,
        subject,
        credential: 'x',
        seenAt: new Date(1.7e12 + 1000 * t++).toISOString(),
        contentHash: hashFacts(o.facts),
      };
      store.set(key, stored);
      fresh.push(stored);
    }
    const app = subjectOf('application', facts);
    const mine = [...store.values()].filter(o => o.subject === app || (o.facts as any).application === app);
    const p = projectApplication(mine, settings)!;
    const cp = checkpoints.get(app);
    const ext = cp ? canExtend(cp, fresh) : undefined;
    const f = foldApplication(ext ? cp : undefined, ext ? fresh : mine, settings);
    checkpoints.set(app, JSON.parse(JSON.stringify(f.checkpoint)));
    expect({ ...f.projection, deployments: 0 }).toEqual({ ...p, deployments: 0 });
    const n = f.projection!.deployments.length;
    expect(f.projection!.deployments).toEqual(p.deployments.slice(p.deployments.length - n));
    out.push(
      `${type} ${facts.name} rv=${r.resourceVersion} op=${facts.operation?.phase}/${facts.operation?.retryCount} sync=${facts.sync} health=${facts.health} hs=${facts.healthSince} ext=${ext} cp=${JSON.stringify(f.checkpoint).length}`,
    );
    out.push(
      `     → ${p.word} | ${p.why} | v=${p.version.name}(${p.version.basis}${p.version.reason ? ': ' + p.version.reason : ''}) want=${p.desired?.name} vs=${p.versionSince} ss=${p.stateSince}`,
    );
    for (const d of p.deployments)
      out.push(
        `        ${d.kind} ${d.outcome} ${d.version.name} ${d.startedAt} → ${d.finishedAt} rec=${d.recoveredAt} git=${d.inGit} by=${d.initiatedBy} why=${d.why}`,
      );
  }
  process.stderr.write(out.join('\n') + '\n');
  projectRecord([...store.values()], settings);
});
