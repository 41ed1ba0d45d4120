import { Comparison, ServiceDetail, Target } from '@slipway/plugin-delivery-common';
import { Transaction } from '../../database';
import { ConfigFile, diffConfig } from '../../domain';
import { ConfigPart, ConfigSide, EVERYTHING, readConfigSide } from './readConfigSide';

/** What the configuration of the environment that would be changed, `to`, differs in from that of `from`, as both stand in Git. */
export async function compareConfig(
  tx: Transaction,
  model: number,
  { service, from, to }: { service: ServiceDetail; from: string; to: string },
): Promise<Comparison['config']> {
  const notes = new Array<string>();
  const [before, after] = [to, from].map(environment => chooseTarget(service, environment, notes));
  if (!before || !after) {
    return { files: [], sides: [], notes, compared: 0, why: `Nothing is deployed in ${before ? from : to}.` };
  }
  const [older, newer] = [await readConfigSide(tx, model, before), await readConfigSide(tx, model, after)];
  const [was, is] = [new Array<ConfigFile>(), new Array<ConfigFile>()];
  const values = new Set([...older.values, ...newer.values]);
  const unread = new Set<string>();
  for (const name of new Set([...older.parts.keys(), ...newer.parts.keys()])) {
    const reasons = [
      [to, whyUnread(older, name)],
      [from, whyUnread(newer, name)],
    ].flatMap(([environment, reason]) => (reason === undefined ? [] : [`${environment}: ${reason}`]));
    if (reasons.length > 0) {
      // What one side alone could tell would look like a difference.
      reasons.forEach(reason => unread.add(reason));
      continue;
    }
    const isApart = (file: ConfigFile) => name.endsWith(' manifests') && values.has(file.path);
    const named = (part: ConfigPart | undefined) =>
      (part && 'files' in part ? part.files : []).filter(file => !isApart(file)).map(file => ({ ...file, name: `${name} ${file.name}` }));
    was.push(...named(older.parts.get(name)));
    is.push(...named(newer.parts.get(name)));
  }
  [[to, older] as const, [from, newer] as const].forEach(([environment, side]) =>
    side.missing.forEach(missing => notes.push(`${environment}: ${missing} is not compared`)),
  );
  const compared = new Set([...was, ...is].map(file => file.name)).size;
  return {
    files: diffConfig(was, is),
    sides: [toSide(to, older), toSide(from, newer)],
    notes: compared > 0 ? [...unread, ...notes] : notes,
    compared,
    why: compared > 0 ? null : [...unread].join('; ') || 'Neither has anything that Git holds.',
  };
}

/** Why a part cannot be read, by itself or with its source or with all. */
function whyUnread({ parts }: ConfigSide, name: string): string | undefined {
  return [name, name.split(' ')[0], EVERYTHING]
    .map(key => parts.get(key))
    .flatMap(part => (part && 'unread' in part ? [part.unread] : []))[0];
}

function chooseTarget({ targets }: ServiceDetail, environment: string, notes: string[]): Target | undefined {
  const own = targets.filter(target => target.environment === environment && target.word !== 'Not deployed');
  if (own.length > 1) {
    notes.push(`${environment} has ${own.length} targets; what is compared is ${own[0].application} in ${own[0].cluster}`);
  }
  return own[0];
}

function toSide(environment: string, { target, places }: ConfigSide): Comparison['config']['sides'][number] {
  return { environment, application: target.application, cluster: target.cluster, places };
}
