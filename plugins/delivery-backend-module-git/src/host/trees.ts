import { isMembers, itemsOf, membersOf, textOf } from '@slipway/plugin-delivery-node';
import { HostTreeEntry } from './GitHost';

const LINK = '120000';

/** The entries of a tree, which both hosts write alike. */
export function entriesOf(json: unknown): HostTreeEntry[] {
  return itemsOf(membersOf(json).tree)
    .filter(isMembers)
    .flatMap(item => {
      const [path, id] = [textOf(item.path), textOf(item.sha)];
      const size = typeof item.size === 'number' ? { size: item.size } : {};
      return path === undefined || id === undefined ? [] : [{ path, id, kind: kindOf(item.type, item.mode), ...size }];
    });
}

function kindOf(type: unknown, mode: unknown): HostTreeEntry['kind'] {
  if (type === 'tree') {
    return 'folder';
  }
  return type === 'blob' && mode !== LINK ? 'file' : 'other';
}

/** The content of a blob, which both hosts write in Base64. */
export function contentOf(json: unknown): Buffer {
  const { content } = membersOf(json);
  return Buffer.from(typeof content === 'string' ? content : '', 'base64');
}
