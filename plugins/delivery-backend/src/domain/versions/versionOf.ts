import { SourceRevision, Version } from '@slipway/plugin-delivery-common';
import { revisionName } from './revisions';
import { VersionNaming, versionName } from './versionName';

/** The reason that goes with a version read from Argo CD's list of images. */
export const AS_LISTED = 'as Argo CD lists it';

/** What is known of a version. */
export interface VersionFacts {
  images: readonly string[];
  /** Where the images were read. */
  basis: 'deployment' | 'argocd-list';
  revisionList: readonly SourceRevision[];
}

/** A version with its name; without images it is named after its chart or revision. */
export function versionOf(facts: VersionFacts, naming: VersionNaming): Version {
  const revision = facts.revisionList.find(item => item.revision)?.revision;
  const fromImages = versionName(facts.images, naming);
  if (fromImages !== undefined) {
    return {
      name: fromImages,
      images: [...facts.images],
      ...(revision ? { revision } : {}),
      basis: facts.basis,
      ...(facts.basis === 'argocd-list' ? { reason: AS_LISTED } : {}),
    };
  }
  const fromRevision = revisionName(facts.revisionList);
  if (fromRevision) {
    return {
      name: fromRevision.name,
      ...(facts.images.length ? { images: [...facts.images] } : {}),
      revision,
      basis: fromRevision.basis,
    };
  }
  return unknownVersion('unknown which: neither images nor revisions are known');
}

/** A version that is not known, with why. */
export function unknownVersion(reason: string): Version {
  return { name: null, basis: 'none', reason };
}

/** The same version under the name that another naming gives it. */
export function renameVersion(version: Version, naming: VersionNaming): Version {
  if (version.basis !== 'pods' && version.basis !== 'deployment' && version.basis !== 'argocd-list') {
    return version;
  }
  return {
    ...version,
    name: versionName(version.images ?? [], naming) ?? version.name,
  };
}
