import { StoredObservation } from '../model';
import { sortDistinct } from '../compareObservations';
import { impliedOperations } from '../operations/impliedOperations';
import { compareOperations, mergeOperations } from '../operations/mergeOperations';
import { MergedOperation } from '../operations/operation';

type State = StoredObservation<'application'>;

/** The observations of one application as a story: its operations in the order in which they began, each with its states. */
export interface Arrangement {
  /** States before the first operation. */
  before: State[];
  operations: Array<{ operation: MergedOperation; states: State[] }>;
  /** The greatest state, with the operation that it belongs to. */
  present?: { state: State; operation: string | null };
}

/** Arranges observations; `known` is the newest operation so far, `at` the one that the state before them belongs to. */
export function arrange(observations: readonly StoredObservation[], known: MergedOperation | null, at: string | null): Arrangement {
  const states = sortDistinct(observations.filter(isState));
  const seen = observations.filter(isOperation);
  const told = mergeOperations(seen, known ? [known] : []);
  const aliases = aliasesOf(seen, told);
  const spoken = new Set([...aliases.keys(), ...told.map(item => item.subject)]);
  const implied = impliedOperations(states, implicitAside(spoken, known));
  const operations = [...told.filter(item => !implied.some(other => other.subject === item.subject)), ...implied].sort(compareOperations);
  const bySubject = new Map(operations.map(operation => [operation.subject, { operation, states: new Array<State>() }]));
  const before = new Array<State>();
  let place = at;
  for (const state of states) {
    const subject = state.facts.operation?.subject;
    place = subject === undefined ? place : (aliases.get(subject) ?? subject);
    const entry = place === null ? undefined : bySubject.get(place);
    (entry?.states ?? before).push(state);
  }
  const greatest = states[states.length - 1];
  return {
    before,
    operations: [...bySubject.values()],
    ...(greatest ? { present: { state: greatest, operation: place } } : {}),
  };
}

// An operation that only states spoke of so far is read from them again.
function implicitAside(spoken: Set<string>, known: MergedOperation | null): Set<string> {
  if (!known?.implicit) {
    return spoken;
  }
  return new Set([...spoken].filter(subject => subject !== known.subject));
}

/** From the subject under which an operation was seen to the one it is known by, where they differ. */
function aliasesOf(seen: StoredObservation<'operation'>[], told: MergedOperation[]): Map<string, string> {
  const subjects = new Set(told.map(item => item.subject));
  return new Map(
    seen
      .filter(item => !subjects.has(item.subject))
      .flatMap(item => {
        const joined = told.find(other => other.facts.startedAt === item.facts.startedAt && other.facts.identity !== '-');
        return joined ? [[item.subject, joined.subject] as const] : [];
      }),
  );
}

function isState(observation: StoredObservation): observation is State {
  return observation.kind === 'application';
}

function isOperation(observation: StoredObservation): observation is StoredObservation<'operation'> {
  return observation.kind === 'operation';
}
