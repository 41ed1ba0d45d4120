import { ApplicationSource } from '@slipway/plugin-delivery-common';
import { hideSecrets, isMembers, itemsOf, Members, membersOf, textOf, textsOf } from '@slipway/plugin-delivery-node';
import { parse, stringify } from 'yaml';

const LONGEST = 32_768;
const SECRET = /pass(word|wd|phrase)?$|secret|token|credential|(private|api|access|signing|encryption).?key/i;
const HIDDEN = '(hidden)';
/** What a source may set for Kustomize that is no name of a file. */
const KUSTOMIZE = [
  'namePrefix',
  'nameSuffix',
  'namespace',
  'images',
  'replicas',
  'commonLabels',
  'commonAnnotations',
  'patches',
  'components',
];

/** What a source says of how its manifests are rendered; nothing where it says nothing. */
export function settingsOfSource(source: Members): Pick<ApplicationSource, 'recurse' | 'valueFiles' | 'settings'> {
  const helm = membersOf(source.helm);
  const valueFiles = textsOf(helm.valueFiles);
  const settings = { ...helmSettings(helm), ...kustomizeSettings(membersOf(source.kustomize)) };
  return {
    ...(membersOf(source.directory).recurse === true && { recurse: true }),
    ...(valueFiles.length > 0 && { valueFiles }),
    ...(Object.keys(settings).length > 0 && { settings }),
  };
}

function helmSettings({ parameters, values, valuesObject }: Members): Record<string, string> {
  const set: Record<string, string> = {};
  for (const parameter of itemsOf(parameters).filter(isMembers)) {
    const name = textOf(parameter.name);
    if (name !== undefined) {
      set[`helm.parameters.${name}`] = SECRET.test(name) ? HIDDEN : (textOf(parameter.value) ?? '');
    }
  }
  const inline = isMembers(valuesObject) ? valuesObject : readValues(values);
  if (inline !== undefined) {
    set['helm.values'] = written(inline);
  }
  return set;
}

function kustomizeSettings(kustomize: Members): Record<string, string> {
  const named = KUSTOMIZE.filter(name => kustomize[name] !== undefined && kustomize[name] !== null);
  return Object.fromEntries(
    named.map(name => [
      `kustomize.${name}`,
      typeof kustomize[name] === 'string' ? (textOf(kustomize[name]) ?? '') : written(kustomize[name]),
    ]),
  );
}

// Text that cannot be looked through may hold anything.
function readValues(values: unknown): unknown {
  if (typeof values !== 'string' || values.trim() === '') {
    return undefined;
  }
  try {
    return parse(values, { logLevel: 'error', merge: true }) ?? undefined;
  } catch {
    return HIDDEN;
  }
}

function written(value: unknown): string {
  try {
    const text = stringify(withoutSecrets(value), { lineWidth: 0, aliasDuplicateObjects: false });
    // A hash without a key could be guessed, and there is none here that is kept.
    const shown = hideSecrets(text, '').text?.replace(/\(hidden [0-9a-f]+\)/g, HIDDEN) ?? HIDDEN;
    return textOf(shown, LONGEST) ?? '';
  } catch {
    return HIDDEN;
  }
}

function withoutSecrets(value: unknown, depth = 0): unknown {
  if (depth > 50) {
    return HIDDEN;
  }
  if (Array.isArray(value)) {
    return value.map(item => withoutSecrets(item, depth + 1));
  }
  return isMembers(value)
    ? Object.fromEntries(
        Object.entries(value).map(([name, member]) => [
          name,
          SECRET.test(name) && (typeof member === 'string' || typeof member === 'number') ? HIDDEN : withoutSecrets(member, depth + 1),
        ]),
      )
    : value;
}
