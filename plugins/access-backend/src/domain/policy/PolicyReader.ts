import { InputError } from '@backstage/errors';
import { isMap, isScalar, isSeq, LineCounter, Node, parseDocument, YAMLMap } from 'yaml';

/** A member of a map, with where its name stands. */
export interface Member {
  name: string;
  at: Node;
  value: Node | null;
}

/** Walks through a YAML document and says of what is wrong where it stands. */
export class PolicyReader {
  readonly root: Node | null;
  private readonly lines = new LineCounter();

  /** `place` names the document and, where it is a file, has lines; a policy inside the configuration has none. */
  constructor(
    text: string,
    private readonly place: { name: string; hasLines: boolean },
  ) {
    const document = parseDocument(text, { lineCounter: this.lines, uniqueKeys: true });
    const [error] = document.errors;
    if (error) {
      throw new InputError(`${this.placeOf(error.pos[0], true)}: ${error.message.split('\n')[0].replace(/ at line .*$/, '')}`);
    }
    this.root = document.contents;
  }

  /** Where something stands, as people look it up. */
  placeAt(node: Node | null, label: string): string {
    return this.place.hasLines ? this.placeOf(node?.range?.[0] ?? 0) : `${this.place.name}, ${label}`;
  }

  fail(node: Node | null, message: string): never {
    throw new InputError(`${this.placeOf(node?.range?.[0] ?? 0, true)}: ${message}`);
  }

  members(node: Node | null, what: string, known?: string[]): Member[] {
    if (!isMap(node)) {
      this.fail(node, `${what} must be a map${known ? ` with ${known.join(', ')}` : ''}`);
    }
    return (node as YAMLMap<Node, Node | null>).items.map(({ key, value }) => {
      const name = isScalar(key) ? String(key.value) : '';
      if (known && !known.includes(name)) {
        this.fail(key, `'${name}' is not known in ${what}; known are ${known.join(', ')}`);
      }
      return { name, at: key, value };
    });
  }

  items(node: Node | null, what: string): Node[] {
    if (!isSeq(node)) {
      this.fail(node, `${what} must be a list`);
    }
    return node.items as Node[];
  }

  /** One text or a list of texts. */
  texts(member: Member, what: string): Array<{ text: string; at: Node }> {
    const nodes = isSeq(member.value) ? (member.value.items as Node[]) : [member.value];
    if (nodes.length === 0) {
      this.fail(member.value, `${what} is an empty list`);
    }
    return nodes.map(node => ({ text: this.text(node ?? member.at, what), at: node ?? member.at }));
  }

  text(node: Node | null, what: string): string {
    if (!isScalar(node) || typeof node.value !== 'string' || node.value.trim() === '') {
      this.fail(node, `${what} must be a text that is not empty`);
    }
    return (node.value as string).trim();
  }

  private placeOf(offset: number, column = false): string {
    if (!this.place.hasLines) {
      return this.place.name;
    }
    const { line, col } = this.lines.linePos(offset);
    return `${this.place.name}:${line}${column ? `:${col}` : ''}`;
  }
}
