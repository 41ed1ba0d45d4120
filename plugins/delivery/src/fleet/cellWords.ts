import { Cell } from '@slipway/plugin-delivery-common';
import { lookOfWord, silentLook, StateLook } from '../words/states';
import { BesideText, besideTexts } from '../words/running';
import { formatVersion, wantedVersion } from '../words/versions';

/** What a cell shows, without its ages. */
export interface CellText {
  look: StateLook;
  /** The version, the spread, or why there is none. */
  version: string;
  known: boolean;
  wanted?: string;
  /** What runs beside it. */
  beside: BesideText[];
  /** How far it is behind the environment before. */
  behind?: string;
  word: string;
  detail?: string;
  /** The detail with what it is about, for which a cell has no room. */
  whole?: string;
}

function versionText(cell: Cell): { version: string; known: boolean } {
  if (cell.spread) {
    return { version: cell.spread, known: true };
  }
  const name = formatVersion(cell.version);
  if (name) {
    return { version: name, known: true };
  }
  return { version: cell.word === 'Not deployed' ? '—' : 'version unknown', known: false };
}

// "2 of 3 degraded" says the word again; the word stands before it already.
function countWithoutWord(cell: Cell): string | undefined {
  return cell.count?.replace(new RegExp(`\\s+${cell.word}$`, 'i'), '') || undefined;
}

// "Deployment shop/cart: 1 of 4 pods ready": a cell has little room, and its row names the service.
function withoutSubject(why: string | null | undefined): string | undefined {
  return why?.replace(/^[A-Z]\w+ (?:[\w.-]+\/)?[\w.-]+: /, '') || undefined;
}

/** What a cell says. A silent source's cell keeps its last answer. */
export function describeCell(cell: Cell): CellText {
  const version = versionText(cell);
  const beside = besideTexts(cell.running);
  if (cell.lastHeardAt) {
    return { ...version, beside, look: silentLook, word: 'Last heard', detail: `was ${cell.word.toLowerCase()}` };
  }
  const wanted = wantedVersion(cell);
  const behind = cell.behind ? `${cell.behind.toLocaleString('en')} behind` : undefined;
  // Two versions leave no room beside them.
  const pods = beside.length > 0 ? [...beside.map(item => item.pods), behind] : [];
  // That nothing is mapped here is no news; the sheet says it.
  const isNews = cell.word !== 'Healthy' && cell.targets !== 0;
  const told = isNews ? [countWithoutWord(cell), withoutSubject(cell.why)] : [];
  const detail = [...pods, ...told].filter(Boolean).join(' · ');
  const whole = [...pods, ...(isNews ? [countWithoutWord(cell), cell.why] : [])].filter(Boolean).join(' · ');
  return {
    ...version,
    look: lookOfWord(cell.word),
    beside,
    // What is on its way stands beside it already.
    wanted: beside.some(item => item.version === wanted) ? undefined : wanted,
    behind: beside.length > 0 ? undefined : behind,
    word: cell.word,
    detail: detail || undefined,
    whole: whole || undefined,
  };
}
