import { TagFacts } from '@slipway/plugin-delivery-common';
import { isEqual } from 'lodash';
import { insertMarks, Mark, selectApplicationsWithImages, selectFactsByKey, selectRefsOfApplications } from '../../database';
import { factKey, imageKeyOf } from '../../domain';
import { touched } from './projectServices';
import { StageContext } from './stage';

/**
 * Marks the rows of the fleet that run or ran images of which something became known. A stage of its own: it reads what applications run
 * after the facts are committed, as the rows read the facts after what applications run is, so one of the two sees the other.
 */
export async function markImages({ tx, model }: StageContext, marks: Map<string, unknown[]>): Promise<void> {
  const images = [...marks.keys()];
  const tags = await selectFactsByKey<TagFacts>(tx, model, images.map(factKey.tagged));
  const applications = await selectApplicationsWithImages(tx, model, [...images, ...tags.map(({ facts }) => imageKeyOf(namesOnly(facts)))]);
  const refs = applications.length > 0 ? await selectRefsOfApplications(tx, model, applications) : [];
  const payload = [...marks.values()].flat().some(item => isEqual(item, touched)) ? touched : {};
  await insertMarks(
    tx,
    model,
    refs.map((key): Mark => ({ scope: 'service', key, payload })),
  );
}

function namesOnly({ repository, tag }: TagFacts): Pick<TagFacts, 'repository' | 'tag'> {
  return { repository, tag };
}
