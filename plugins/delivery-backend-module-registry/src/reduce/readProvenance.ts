import { itemsOf, Members, membersOf, textOf } from '@slipway/plugin-delivery-node';
import { isCommit, Origin, repositoryOf } from './origin';
import { parseJson } from './parseJson';
import { Descriptor } from './readManifest';

const PREDICATE = 'in-toto.io/predicate-type';
const IN_TOTO = 'application/vnd.in-toto+json';

/** The attestations among the layers of an attestation manifest: provenance by SLSA, bills of materials by SPDX or CycloneDX. */
export function attestationsOf(layers: readonly Descriptor[]): { provenance?: Descriptor; sbom?: Descriptor } {
  const statements = layers.filter(({ mediaType }) => mediaType === undefined || mediaType === IN_TOTO);
  const provenance = statements.find(({ annotations }) => annotations[PREDICATE]?.startsWith('https://slsa.dev/provenance/'));
  const sbom = statements.find(({ annotations }) => /^https:\/\/(spdx\.dev|cyclonedx\.org)\//.test(annotations[PREDICATE] ?? ''));
  return { ...(provenance && { provenance }), ...(sbom && { sbom }) };
}

/**
 * The commit that an in-toto statement with a SLSA predicate (v0.2 or v1) says was built. Nobody's signature over it is checked. A tree
 * with changes that were never committed is no commit.
 */
export function readProvenance(body: Buffer): Origin | undefined {
  const predicate = membersOf(membersOf(parseJson(body)).predicate);
  const places = [...versionOne(predicate), ...versionTwo(predicate)];
  for (const { uri, commit } of places) {
    if (isCommit(commit)) {
      const sourceRepository = repositoryOf(addressOf(uri));
      return { commit: commit.toLowerCase(), commitFrom: 'provenance', ...(sourceRepository !== undefined && { sourceRepository }) };
    }
  }
  return undefined;
}

interface Place {
  uri?: string;
  commit?: string;
}

// SLSA 1: what the builder was told to build, BuildKit's own words for a local checkout, then what it fetched.
function versionOne(predicate: Members): Place[] {
  const definition = membersOf(predicate.buildDefinition);
  const parameters = membersOf(definition.externalParameters);
  const metadata = membersOf(membersOf(predicate.runDetails).metadata);
  return [
    placeOf(parameters.configSource),
    versionControl(metadata.buildkit_metadata),
    ...itemsOf(definition.resolvedDependencies).filter(isGit).map(placeOf),
  ];
}

// SLSA 0.2.
function versionTwo(predicate: Members): Place[] {
  const metadata = membersOf(predicate.metadata);
  return [
    placeOf(membersOf(predicate.invocation).configSource),
    versionControl(metadata['https://mobyproject.org/buildkit@v1#metadata']),
    ...itemsOf(predicate.materials).filter(isGit).map(placeOf),
  ];
}

function placeOf(value: unknown): Place {
  const { uri, digest } = membersOf(value);
  const { gitCommit, sha1 } = membersOf(digest);
  return { uri: textOf(uri), commit: textOf(gitCommit, 100) ?? textOf(sha1, 100) };
}

function versionControl(metadata: unknown): Place {
  const { source, revision } = membersOf(membersOf(metadata).vcs);
  return { uri: textOf(source), commit: textOf(revision, 100) };
}

// Base images and archives are materials, too.
function isGit(value: unknown): boolean {
  const { uri } = membersOf(value);
  return typeof uri === 'string' && (uri.startsWith('git+') || uri.startsWith('git@') || /\.git([#@?]|$)/.test(uri));
}

// `git+https://host/path@refs/heads/main` and `https://host/path.git#refs/heads/main` name a ref as well.
function addressOf(uri: string | undefined): string | undefined {
  return uri
    ?.replace(/^git\+/, '')
    .replace(/[#?].*$/, '')
    .replace(/(?<=[^/:]\/[^@]*)@[^@/].*$/, '');
}
