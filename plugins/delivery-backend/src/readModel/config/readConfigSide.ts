import {
  ApplicationFacts,
  ManifestFileFacts,
  manifestFileSubject,
  ManifestsFacts,
  manifestsSubject,
  Target,
} from '@slipway/plugin-delivery-common';
import { DbFactsRow, selectApplicationFacts, selectFactsByKey, selectLatestFacts, Transaction } from '../../database';
import { ConfigFile, DeployedSource, deployedSources, factKey, ManifestPlace, placesOf } from '../../domain';

/** A part of an environment's configuration that has a counterpart: a source's folder, one of its values files, or what it sets itself. */
export type ConfigPart = { files: ConfigFile[] } | { unread: string };

/** The configuration of one target, by its parts. */
export interface ConfigSide {
  target: Target;
  parts: Map<string, ConfigPart>;
  /** What belongs to it and is not compared, in words. */
  missing: string[];
  /** The paths of its values files, which are compared one by one, whatever each side calls them. */
  values: string[];
  places: Array<ManifestPlace & { source: string | null; seenAt: string | null }>;
}

/** The name of a part that stands for all of them. */
export const EVERYTHING = '*';

/** Reads what a target has deployed from Git, as far as it is on the record. */
export async function readConfigSide(tx: Transaction, model: number, target: Target): Promise<ConfigSide> {
  const subject = target.subject ?? '';
  const facts = (await selectApplicationFacts<ApplicationFacts>(tx, model, [subject]))[0]?.facts;
  const sources: DeployedSource[] = facts ? deployedSources(facts) : [{ kind: 'unknown', why: 'its application is not on the record' }];
  const places = placesOf(sources);
  const read = await selectLatestFacts<ManifestsFacts>(tx, model, places.map(manifestsSubject));
  const contents = await selectLatestFacts<ManifestFileFacts>(
    tx,
    model,
    places.flatMap(place =>
      (read.get(manifestsSubject(place))?.facts.files ?? []).map(({ blob }) => manifestFileSubject({ repository: place.repository, blob })),
    ),
  );
  const seen = await selectFactsByKey(tx, model, [...new Set(places.map(place => place.repository))].map(factKey.refsOf));
  const isSeen = (repository: string) => seen.some(row => row.key === factKey.refsOf(repository));
  const partOf = (place: ManifestPlace, isValues: boolean): ConfigPart => {
    const manifests = read.get(manifestsSubject(place))?.facts;
    if (!manifests || manifests.problem !== undefined) {
      return { unread: whyUnread(place, manifests?.problem, isSeen(place.repository)) };
    }
    return {
      files: manifests.files.map(file => toFile(place, file, contents.get(manifestFileSubject({ ...place, blob: file.blob })), isValues)),
    };
  };
  const parts = new Map<string, ConfigPart>();
  const missing = new Array<string>();
  const values = new Array<string>();
  sources.forEach((source, index) => {
    if (source.kind === 'unknown') {
      parts.set(sources.length === 1 ? EVERYTHING : `${index}`, { unread: source.why });
      return;
    }
    if (source.kind === 'git') {
      parts.set(`${index} manifests`, partOf(source.place, false));
      missing.push(...(read.get(manifestsSubject(source.place))?.facts.missing ?? []));
    }
    source.values.forEach((value, order) => {
      if ('missing' in value) {
        missing.push(value.missing);
      } else {
        values.push(value.path);
        parts.set(`${index} values ${order}`, partOf(value, true));
      }
    });
    const settings = settingsOf(source);
    if (settings !== '') {
      const path = sources.length === 1 ? 'The application in Argo CD' : `The application in Argo CD, source ${index + 1}`;
      parts.set(`${index} settings`, { files: [{ name: path, path, content: settings, text: settings }] });
    }
  });
  return { target, parts, missing, values, places: places.map(place => toPlace(place, read.get(manifestsSubject(place)))) };
}

function whyUnread({ repository, revision, path }: ManifestPlace, problem: string | undefined, isSeen: boolean): string {
  const place = `${path || 'the root'} of ${repository} at ${revision.slice(0, 7)}`;
  if (problem !== undefined) {
    return `${place} cannot be read: ${problem}`;
  }
  return isSeen
    ? `${place} is not read yet; that takes a minute or two`
    : `${place} cannot be read: no Git host that is connected shows this repository. Connect it with an account that may read its contents`;
}

function toFile(
  { path }: ManifestPlace,
  file: ManifestsFacts['files'][number],
  content: DbFactsRow<ManifestFileFacts> | undefined,
  isValues: boolean,
): ConfigFile {
  const { text, hidden, problem, hash } = content?.facts ?? {};
  const why = file.secret ? 'all of it is the value of a Secret, and is hidden' : (file.problem ?? problem);
  return {
    name: isValues ? 'values' : nameWithin(path, file.path),
    path: file.path,
    // A Secret that is written otherwise and holds the same is the same; two files that hide all are told by their hash.
    content: text ?? hash ?? file.blob,
    ...(text !== undefined && { text }),
    ...(why !== undefined && { why }),
    ...(hidden !== undefined && { hidden }),
  };
}

/** How a file is called from a folder; what stands outside keeps its whole name. */
function nameWithin(place: string, path: string): string {
  const folder = place.replace(/\/?\*\*$/, '');
  if (folder === '') {
    return path;
  }
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : `/${path}`;
}

function settingsOf(source: Exclude<DeployedSource, { kind: 'unknown' }>): string {
  const chart = source.kind === 'chart' ? [`chart: ${source.chart}`, `repository: ${source.repository}`, `version: ${source.version}`] : [];
  const settings = Object.entries(source.settings).map(([name, value]) =>
    value.includes('\n') ? `${name}: |\n${indent(value)}` : `${name}: ${value}`,
  );
  return [...chart, ...settings].map(line => `${line}\n`).join('');
}

function indent(text: string): string {
  return text.replace(/\n$/, '').replace(/^/gm, '  ');
}

function toPlace(place: ManifestPlace, row: DbFactsRow<ManifestsFacts> | undefined) {
  return { ...place, source: row?.source ?? null, seenAt: row?.seen_at.toISOString() ?? null };
}
