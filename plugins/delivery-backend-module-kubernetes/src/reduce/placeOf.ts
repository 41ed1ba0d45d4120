import { itemsOf, Members, membersOf, textOf } from '@slipway/plugin-delivery-node';

const POSITION = /^(0|[1-9]\d{0,19})$/;

/** An object's resourceVersion as a decimal string; 0 where it is none. */
export function positionOf(metadata: Members): string {
  const { resourceVersion } = metadata;
  return typeof resourceVersion === 'string' && POSITION.test(resourceVersion) ? resourceVersion : '0';
}

/** The uid of what controls an object. */
export function controllerOf(metadata: Members): string | undefined {
  const controller = itemsOf(metadata.ownerReferences).find(owner => membersOf(owner).controller === true);
  return textOf(membersOf(controller).uid);
}
