import { Transaction } from '../DeliveryDatabase';
import { toJson } from '../toJson';

/** Adds to the images that some applications run or ran; answers those that are new to one. */
export async function insertApplicationImages(
  tx: Transaction,
  model: number,
  images: Array<{ application: string; image: string }>,
): Promise<string[]> {
  const { rows } = await tx.raw<{ rows: Array<{ image: string }> }>(
    `INSERT INTO application_images (model, application, image)
     SELECT ?, application, image FROM json_to_recordset(?::json) AS incoming(application text, image text)
     ON CONFLICT DO NOTHING RETURNING image`,
    [model, toJson(images)],
  );
  return [...new Set(rows.map(row => row.image))];
}

/** The applications that run or ran one of some images. */
export async function selectApplicationsWithImages(tx: Transaction, model: number, images: string[]): Promise<string[]> {
  const { rows } = await tx.raw<{ rows: Array<{ application: string }> }>(
    'SELECT DISTINCT application FROM application_images WHERE model = ? AND image = ANY (?::text[])',
    [model, images],
  );
  return rows.map(row => row.application);
}

/** The rows of the fleet that some applications belong to. */
export async function selectRefsOfApplications(tx: Transaction, model: number, applications: string[]): Promise<string[]> {
  const { rows } = await tx.raw<{ rows: Array<{ ref: string }> }>(
    'SELECT DISTINCT ref FROM bindings WHERE model = ? AND application = ANY (?::text[])',
    [model, applications],
  );
  return rows.map(row => row.ref);
}

export interface NewServiceRepository {
  ref: string;
  repository: string;
  paths: string[];
}

/** Replaces where the source of some services stands, and answers where it stood. */
export async function replaceServiceRepositories(
  tx: Transaction,
  model: number,
  refs: string[],
  repositories: NewServiceRepository[],
): Promise<NewServiceRepository[]> {
  const before = await tx.raw<{ rows: NewServiceRepository[] }>(
    'DELETE FROM service_repositories WHERE model = ? AND ref = ANY (?::text[]) RETURNING ref, repository, paths',
    [model, refs],
  );
  if (repositories.length > 0) {
    await tx.raw(
      `INSERT INTO service_repositories (model, ref, repository, paths)
       SELECT ?, ref, repository, paths FROM json_to_recordset(?::json) AS incoming(ref text, repository text, paths text[])`,
      [model, toJson(repositories)],
    );
  }
  return before.rows;
}
