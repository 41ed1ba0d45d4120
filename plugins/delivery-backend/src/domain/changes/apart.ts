import { CommitPlace, contains, Reach } from './contains';

/** How commits of one repository are kin: who takes whom back, and who brings the same change. */
export interface Kinship {
  /** Those that are on the record. */
  places: ReadonlyMap<string, CommitPlace>;
  /** `commit` takes `target` back. */
  reverts: ReadonlyArray<{ target: string; commit: string }>;
  /** `commit` says that it was picked from `target`. */
  picks: ReadonlyArray<{ target: string; commit: string }>;
  /** The patch id of each commit that has one. */
  patches: ReadonlyMap<string, string>;
}

/** Why a commit that lies between two versions changes nothing there; `by` is the commit that makes it so. */
export interface Apart {
  /**
   * `there`: the older version has it as another commit. `taken-back`: what comes with it takes it back. `takes-back-nothing`: it takes
   * back what the older version does not have. `comes-again`: the older version had it and took it back.
   */
  because: 'there' | 'taken-back' | 'takes-back-nothing' | 'comes-again';
  by: string;
}

/** Whether a commit of a newer version that an older one does not have is no change to it, and why. */
export function apartIn(commit: string, kin: Kinship, { older, newer }: { older: Reach; newer: Reach }): Apart | null {
  const twin = twinsOf(commit, kin).find(other => stands(other, kin, older));
  if (twin !== undefined) {
    return { because: 'there', by: twin };
  }
  const takenBack = revertsOf(commit, kin).find(revert => stands(revert, kin, newer));
  if (takenBack !== undefined) {
    return { because: 'taken-back', by: takenBack };
  }
  const targets = kin.reverts.filter(revert => revert.commit === commit).map(revert => revert.target);
  if (targets.length > 0) {
    const isAbsent = (target: string) => kin.places.has(target) && [target, ...twinsOf(target, kin)].every(id => !isIn(id, kin, older));
    return targets.every(isAbsent) ? { because: 'takes-back-nothing', by: targets[0] } : null;
  }
  // An equal patch alone may be the same change made anew after it was taken back, and that is news.
  const again = [commit, ...pickedWith(commit, kin)].flatMap(id => revertsOf(id, kin)).find(revert => stands(revert, kin, older));
  return again === undefined ? null : { because: 'comes-again', by: again };
}

function isIn(commit: string, kin: Kinship, reach: Reach): boolean {
  const place = kin.places.get(commit);
  return place !== undefined && contains(reach, place) === true;
}

/** Whether a version has a commit, and nothing that it has takes it back. */
function stands(commit: string, kin: Kinship, reach: Reach, before: readonly string[] = []): boolean {
  const asked = [...before, commit];
  return isIn(commit, kin, reach) && !revertsOf(commit, kin).some(revert => !asked.includes(revert) && stands(revert, kin, reach, asked));
}

function revertsOf(commit: string, { reverts }: Kinship): string[] {
  return reverts.filter(revert => revert.target === commit).map(revert => revert.commit);
}

function pickedWith(commit: string, { picks }: Kinship): string[] {
  return picks
    .filter(pick => pick.target === commit || pick.commit === commit)
    .map(pick => (pick.target === commit ? pick.commit : pick.target));
}

function twinsOf(commit: string, kin: Kinship): string[] {
  const patch = kin.patches.get(commit);
  const alike = patch === undefined ? [] : [...kin.patches].filter(([id, other]) => other === patch && id !== commit).map(([id]) => id);
  return [...new Set([...pickedWith(commit, kin), ...alike])];
}
