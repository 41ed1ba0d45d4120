import { AnyObservation, ArtifactFacts, TagFacts } from '@slipway/plugin-delivery-common';
import { Members, membersOf, observe, textOf } from '@slipway/plugin-delivery-node';
import { DeliveryContext, instantOf, placeOf } from './members';

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/**
 * A container image that was pushed to the host's registry, or a tag of one; other packages are none of ours. The commit that the host names beside it is
 * that of a branch at the time, which proves nothing about the image: its labels do.
 */
export function readPackage(payload: Members, { source, host }: DeliveryContext): AnyObservation[] {
  const pack = membersOf(payload.package ?? payload.registry_package);
  const version = membersOf(pack.package_version);
  const container = membersOf(version.container_metadata);
  const tag = membersOf(container.tag);
  const digest = textOf(tag.digest) ?? textOf(version.version) ?? textOf(pack.version);
  const updatedAt = instantOf(version.updated_at) ?? instantOf(pack.updated_at) ?? instantOf(pack.created_at);
  const repository = imageOf(version, pack, host);
  if (digest === undefined || !DIGEST.test(digest)) {
    // Gitea says which tag was pushed, and not what it names: that is the registry's to say.
    const isImage = textOf(pack.type ?? pack.package_type)?.toLowerCase() === 'container';
    const facts: TagFacts | undefined =
      isImage && repository !== undefined && digest !== undefined ? { repository, tag: digest } : undefined;
    // Of one moment the registry says more.
    const position = String(Math.max(0, Number(placeOf(updatedAt)) - 1));
    return facts ? [observe('tag', facts, { source, order: { epoch: '0', position }, occurredAt: updatedAt })] : [];
  }
  const name = textOf(tag.name);
  const facts: ArtifactFacts = {
    digest,
    repository,
    ...(name !== undefined && { tags: [name] }),
  };
  return [observe('artifact', facts, { source, order: { epoch: '0', position: placeOf(updatedAt) }, occurredAt: updatedAt })];
}

// The address that it is pulled by, without the tag.
function imageOf(version: Members, pack: Members, host: string): string | undefined {
  const address = textOf(version.package_url)?.replace(/^[a-z]+:\/\//, '');
  if (address !== undefined) {
    return address.replace(/@.*$/, '').replace(/:[^/]*$/, '');
  }
  const owner = textOf(membersOf(pack.owner).login);
  const name = textOf(pack.name);
  return owner !== undefined && name !== undefined ? `${host}/${owner}/${name}`.toLowerCase() : undefined;
}
