import { Transaction } from '../DeliveryDatabase';

export interface DbImageRow {
  repository: string;
  tag: string | null;
  digest: string | null;
  gone: boolean | null;
}

export interface UnreadImagesFilter {
  source: string;
  registry: string;
  /** Repositories to leave out. */
  except: readonly string[];
  limit: number;
}

/** Images of a registry that are named and were not read yet, what was named last first; a digest that was read in another repository is known. */
export async function selectUnreadImages(tx: Transaction, filter: UnreadImagesFilter): Promise<DbImageRow[]> {
  const { rows } = await tx.raw<{ rows: DbImageRow[] }>(
    `SELECT repository, tag, digest, newest.gone
     FROM image_references AS named
     LEFT JOIN LATERAL (
       SELECT (facts ->> 'gone')::boolean AS gone FROM observations
       WHERE named.digest IS NOT NULL AND observations.subject = 'artifact/' || named.digest AND observations.source = :source
       ORDER BY epoch DESC, position DESC, content_hash COLLATE "C" DESC LIMIT 1) AS newest ON TRUE
     WHERE registry = :registry AND read_at IS NULL AND repository <> ALL (:except)
       AND NOT EXISTS (
         SELECT FROM image_references AS other
         WHERE other.digest = named.digest AND other.registry = named.registry AND other.read_at IS NOT NULL AND newest.gone IS NOT TRUE)
     ORDER BY named_at DESC, name LIMIT :limit`,
    { ...filter, except: [...filter.except] },
  );
  return rows;
}
