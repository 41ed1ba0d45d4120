/** The annotations of a catalog-info.yaml, to paste under `annotations:` of an entity that is there already. */
export function annotationsOf(catalogInfo: string): string {
  const lines = catalogInfo.split('\n');
  const from = lines.findIndex(line => /^\s*annotations:\s*$/.test(line));
  if (from < 0) {
    return catalogInfo;
  }
  const indent = /^\s*/.exec(lines[from])![0].length;
  const own = lines.slice(from + 1);
  const until = own.findIndex(line => line.trim() !== '' && /^\s*/.exec(line)![0].length <= indent);
  return own
    .slice(0, until < 0 ? own.length : until)
    .map(line => line.trim())
    .filter(Boolean)
    .join('\n');
}
