import { selectNamings, Transaction } from '../../database';
import { ApplicationDeployment, labelledVersion, nameOfRef, VERSION_IMAGE, VersionNaming } from '../../domain';
import { FactLookup } from '../changes/FactLookup';
import { readImages } from '../images/readImages';

/** A deployment of an application with the rows of the fleet that it belongs to, as far as the caller may see. */
export interface NamedDeployment {
  application: string;
  refs: string[];
  deployment: ApplicationDeployment;
}

/** How the versions of some deployments are named: as their first row of the fleet names them. */
export async function readNamings(
  tx: Transaction,
  model: number,
  rows: NamedDeployment[],
): Promise<(row: Pick<NamedDeployment, 'application' | 'refs'>) => VersionNaming> {
  const applications = [...new Set(rows.map(row => row.application))];
  const found = await selectNamings(tx, model, { applications, annotation: VERSION_IMAGE });
  const namings = new Map(found.map(naming => [`${naming.application} ${naming.ref}`, naming]));
  const images = await readImages(
    new FactLookup(tx, model),
    rows.flatMap(({ deployment }) => deployment.version.images ?? []),
  );
  const labelOf = (image: string) => labelledVersion(image, images);
  return ({ application, refs: [ref] }) => {
    const naming = namings.get(`${application} ${ref}`);
    return {
      labelOf,
      serviceName: naming?.name ?? (ref === undefined ? undefined : nameOfRef(ref)),
      versionImage: naming?.version_image ?? undefined,
    };
  };
}
