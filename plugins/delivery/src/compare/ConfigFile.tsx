import { Button } from '@backstage/ui';
import { ConfigFileDiff } from '@slipway/plugin-delivery-common';
import { useState } from 'react';
import { fileWords, LineMark, markedLines } from './configWords';
import styles from './config.module.css';

/** So many lines of a file are shown before the rest is asked for. */
const FIRST = 120;

const SAID: Record<LineMark, string> = { added: 'added: ', removed: 'removed: ', same: '', gap: '' };

function Lines({ file }: { file: ConfigFileDiff }) {
  const [all, setAll] = useState(false);
  const lines = markedLines(file);
  const shown = all ? lines : lines.slice(0, FIRST);
  return (
    <>
      {/* Long lines scroll inside, and a keyboard has to reach them too. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.scroll} tabIndex={0} role="group" aria-label={`Lines of ${file.after ?? file.before}`}>
        <table className={styles.lines}>
          <tbody>
            {shown.map(({ mark, before, after, text }, index) => (
              <tr key={index} className={styles[mark]}>
                <td className={styles.number} aria-hidden="true">
                  {before}
                </td>
                <td className={styles.number} aria-hidden="true">
                  {after}
                </td>
                <td className={styles.text}>
                  <span className={styles.hidden}>{SAID[mark]}</span>
                  {text}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < lines.length && (
        <div className={styles.more}>
          <Button variant="secondary" size="small" onPress={() => setAll(true)}>
            Show all {lines.length.toLocaleString('en')} lines
          </Button>
        </div>
      )}
    </>
  );
}

/** A file that differs: what it is called, how much of it, and on request its lines. */
export function ConfigFile(props: { file: ConfigFileDiff; sides: { before: string; after: string }; open: boolean }) {
  const { file, sides } = props;
  const [open, setOpen] = useState(props.open);
  const words = fileWords(file, sides);
  const [path, other] = [file.after ?? file.before, file.after === null ? null : file.before];
  return (
    <li className={styles.file}>
      <details open={open} onToggle={event => setOpen(event.currentTarget.open)}>
        <summary className={styles.summary}>
          <span className={styles.path}>
            {path}
            {other !== null && other !== path && <span className={styles.other}> instead of {other}</span>}
          </span>
          <span className={styles.counts}>
            {file.added > 0 && (
              <ins>
                +{file.added.toLocaleString('en')} <span className={styles.hidden}>lines added</span>
              </ins>
            )}
            {file.removed > 0 && (
              <del>
                −{file.removed.toLocaleString('en')} <span className={styles.hidden}>lines removed</span>
              </del>
            )}
          </span>
          {words && <span className={styles.said}>{words}</span>}
        </summary>
        {open && file.hunks.length > 0 && <Lines file={file} />}
      </details>
    </li>
  );
}
