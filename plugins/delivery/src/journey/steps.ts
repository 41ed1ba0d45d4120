import { StateLook } from '../words/states';

/** How far a step of a change's journey has come. */
export type StepStatus =
  /** It happened. */
  | 'done'
  /** It happens now. */
  | 'moving'
  /** Everything is there and something or somebody has to act first. */
  | 'waits'
  /** It went wrong. */
  | 'failed'
  /** It happened and was taken back. */
  | 'undone'
  /** Nothing proves it, and the detail says why. */
  | 'unlinked'
  | 'unknown'
  /** It did not happen, and what comes after it does not need it. */
  | 'skipped'
  | 'ahead';

/** One step of a change's journey, in words; the same for the rail of a row and of a page. */
export interface JourneyStep {
  key: string;
  /** What the step is: `Build`, `Image`, or the name of an environment. */
  label: string;
  status: StepStatus;
  /** Absent for what lies ahead, which is a dot. */
  look?: StateLook;
  /** Empty where there is nothing to say yet. */
  word: string;
  detail?: string;
  /** True where the detail is what is expected, and a row has no room for it. */
  routine?: boolean;
  /** Since when it is so; null where that is unknown and worth saying. */
  since?: string | null;
  /** When the silent source behind it was heard last. */
  heard?: string;
  /** When it was reached first. */
  first?: string;
  took?: { from: string; until: string | null };
  /** When it was there, of a step whose length nobody tells. */
  ended?: string;
  /** Where to read why it went wrong. */
  log?: { url: string; words: string };
}

/** How the line from one step to the next is drawn. */
export type Line = 'passed' | 'ahead' | 'waits' | 'unproved' | 'none';

/** Whether a change has come to a step, however it stands there. */
export function isReached({ status }: Pick<JourneyStep, 'status'>): boolean {
  return status === 'done' || status === 'moving' || status === 'failed' || status === 'undone' || status === 'skipped';
}

/**
 * The lines between steps, one fewer than there are steps: solid where the change has passed, dashed where it has yet to go, dashed
 * amber where it waits, none where it stopped or where nothing proves the way.
 */
export function linesOf(steps: ReadonlyArray<Pick<JourneyStep, 'status'>>): Line[] {
  return steps.slice(0, -1).map((step, index): Line => {
    const next = steps[index + 1];
    const before = steps.slice(0, index + 1);
    if (before.some(({ status }) => status === 'unlinked')) {
      return 'none';
    }
    if (next.status === 'unlinked' || (step.status === 'unknown' && isReached(next))) {
      return 'unproved';
    }
    // What was left out on the way, as a staging that a fix did not take, does not end the line.
    const passedBy = next.status === 'ahead' && steps.slice(index + 2).some(isReached);
    if (isReached(next) || passedBy) {
      return 'passed';
    }
    const stopped = before.some(({ status }) => status === 'failed' || status === 'undone');
    if (stopped || next.status === 'unknown') {
      return 'none';
    }
    return next.status === 'waits' ? 'waits' : 'ahead';
  });
}
