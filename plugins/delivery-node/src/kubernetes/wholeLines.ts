import { ServiceUnavailableError } from '@backstage/errors';

const LONGEST_LINE = 32 * 1024 * 1024;

/** Cuts a stream of chunks at line ends: what it yields ends with a line feed, so no object and no character is ever split. */
export async function* wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(0x0a);
    if (end >= 0) {
      yield Buffer.concat([...rest, chunk.subarray(0, end + 1)]);
      rest = [];
      length = 0;
    }
    if (end + 1 < chunk.length) {
      rest.push(chunk.subarray(end + 1));
      length += chunk.length - end - 1;
    }
    if (length > LONGEST_LINE) {
      throw new ServiceUnavailableError(`An event is longer than ${LONGEST_LINE} bytes; no API server sends such`);
    }
  }
}
