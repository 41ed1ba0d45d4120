import { isMembers, itemsOf, Members, membersOf, textOf } from '@slipway/plugin-delivery-node';
import { parse } from 'yaml';

/** By these names Kustomize looks for its file in a folder. */
export const KUSTOMIZATIONS = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** What a kustomization refers to, as it writes it. */
export interface KustomizeReferences {
  /** Files and folders of the same repository. */
  local: string[];
  /** Files whose content becomes the value of a Secret. */
  secret: string[];
  /** What stands in other repositories. */
  remote: string[];
}

const LISTS = [
  'resources',
  'bases',
  'components',
  'crds',
  'configurations',
  'generators',
  'transformers',
  'validators',
  'patchesStrategicMerge',
];
const WITH_PATH = ['patches', 'patchesJson6902', 'replacements'];

/** Reads what a kustomization refers to; undefined where it is no YAML. */
export function referencesOf(text: string): KustomizeReferences | undefined {
  let root: Members;
  try {
    root = membersOf(parse(text, { logLevel: 'error' }));
  } catch {
    return undefined;
  }
  const named = [
    ...LISTS.flatMap(name => itemsOf(root[name])),
    ...WITH_PATH.flatMap(name => itemsOf(root[name]).map(item => membersOf(item).path)),
    membersOf(root.openapi).path,
    ...itemsOf(root.helmCharts).flatMap(item => [membersOf(item).valuesFile, ...itemsOf(membersOf(item).additionalValuesFiles)]),
    ...generatedFrom(root.configMapGenerator),
  ];
  // What has several lines is a patch or a resource that stands in the kustomization itself.
  const references = named.flatMap(item => textOf(item) ?? []).filter(item => !item.includes('\n'));
  const charts = itemsOf(root.helmCharts).flatMap(item =>
    textOf(membersOf(item).repo) ? [`the chart ${textOf(membersOf(item).name) ?? ''}`] : [],
  );
  return {
    local: references.filter(item => !isRemote(item)),
    secret: generatedFrom(root.secretGenerator).flatMap(item => textOf(item) ?? []),
    remote: [...references.filter(isRemote), ...charts],
  };
}

// `name=path` gives the file another name.
function generatedFrom(generators: unknown): unknown[] {
  return itemsOf(generators)
    .filter(isMembers)
    .flatMap(({ files, envs, env }) => [
      ...itemsOf(files).map(file => (typeof file === 'string' ? file.slice(file.indexOf('=') + 1) : file)),
      ...itemsOf(envs),
      env,
    ]);
}

function isRemote(reference: string): boolean {
  return (
    /^[a-z+]+:\/\//i.test(reference) ||
    /^[^/]+@[^/]+:/.test(reference) ||
    /^(github\.com|bitbucket\.org|gitlab\.com)[/:]/.test(reference) ||
    /[?&]ref=/.test(reference)
  );
}
