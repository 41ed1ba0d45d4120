import { Document, parseAllDocuments, stringify } from 'yaml';
import { SecretHider } from './SecretHider';

/** A text in which no value of a Kubernetes Secret is left. */
export interface HiddenText {
  /** Absent where all of it is hidden: it speaks of a Secret and is no plain YAML. */
  text?: string;
  /** How many values are hidden in it. */
  hidden: number;
}

const SPEAKS_OF_ONE = /[Ss]ecret/;
const IS_ONE = /\bkind["']?\s*:\s*["']?Secret(List)?\b|\bsecretGenerator\b/;
const TEMPLATE = /\{\{|\}\}/;

/**
 * Hides the values of Kubernetes Secrets in YAML or JSON, wherever one stands: in a document, in a list, as a literal of a Kustomize
 * generator. A file that holds one is written anew without its comments, because they may hold older values; any other text stays as it is.
 */
export function hideSecrets(text: string, key: string): HiddenText {
  if (!SPEAKS_OF_ONE.test(text)) {
    return { text, hidden: 0 };
  }
  // A template may read as YAML, in which a value stands where a name is looked for.
  const documents = TEMPLATE.test(text) ? undefined : readDocuments(text);
  if (documents === undefined) {
    return IS_ONE.test(text) ? { hidden: 0 } : { text, hidden: 0 };
  }
  const hider = new SecretHider(key);
  documents.forEach(document => hider.hideIn(document));
  if (!hider.foundOne) {
    return { text, hidden: 0 };
  }
  documents.forEach(document => hider.followIn(document));
  return { text: documents.map(document => stringify(document, { lineWidth: 0 })).join('---\n'), hidden: hider.hidden };
}

function readDocuments(text: string): unknown[] | undefined {
  try {
    const parsed = parseAllDocuments(text, { merge: true, logLevel: 'silent' });
    const documents: Document[] = Array.isArray(parsed) ? (parsed as Document[]) : [];
    return documents.some(document => document.errors.length > 0)
      ? undefined
      : documents.map(document => document.toJS({ maxAliasCount: 100 }));
  } catch {
    // Anchors that unfold without end: what cannot be looked through is hidden as a whole.
    return undefined;
  }
}
