import { activateModel, countMarks, lockLanes, lockModels, selectModel } from '../database';
import { ProjectionOptions, projectNext } from './projectNext';

/** With fewer marks than this the rest is done while intake waits, which takes well under a second. */
const NEARLY_DONE = 200;
const LONGEST_WAIT_MILLISECONDS = 2000;
const LOOK_AGAIN_MILLISECONDS = 10;

/**
 * Switches to the version with a fingerprint once it has caught up, in one transaction: intake is held, the
 * marks that are left are done, and the switch is made when there are none. Answers whether the version is the one that is read.
 */
export async function switchModel(projection: ProjectionOptions): Promise<boolean> {
  const { database, fingerprint } = projection;
  const building = await database.inTransaction(async tx => {
    const version = await selectModel(tx, fingerprint);
    return version?.state === 'building' && (await countMarks(tx, version.id, NEARLY_DONE)) < NEARLY_DONE ? version : undefined;
  });
  if (!building) {
    return false;
  }
  return database.inTransaction(async tx => {
    await lockModels(tx);
    const deadline = performance.now() + LONGEST_WAIT_MILLISECONDS;
    while ((await countMarks(tx, building.id, 1)) > 0) {
      if (performance.now() > deadline) {
        return false;
      }
      if (!(await projectNext(projection)).worked) {
        await new Promise(resolve => setTimeout(resolve, LOOK_AGAIN_MILLISECONDS));
      }
    }
    // Whoever still works holds a lane, and what it marks shows once it is done.
    await lockLanes(tx, building.id);
    const version = await selectModel(tx, fingerprint);
    if (version?.state === 'active') {
      return true;
    }
    if (version?.id !== building.id || (await countMarks(tx, building.id, 1)) > 0) {
      return false;
    }
    await activateModel(tx, building.id);
    return true;
  });
}
