import { UpstreamAnswer, UpstreamError, itemsOf, membersOf, textOf } from '@slipway/plugin-delivery-node';

/** What a refusal is about: other repositories of the registry may be read still, and other images of the repository. */
export type RefusalScope = 'registry' | 'repository' | 'image';

/** A registry that does not give what it was asked for. The message names the next step. */
export class RegistryRefusal extends UpstreamError {
  constructor(
    status: number,
    message: string,
    readonly scope: RefusalScope,
    /** Not before this instant, in milliseconds, where the registry says so. */
    readonly notBefore?: number,
  ) {
    super(status, message);
  }
}

const MISSING = ['MANIFEST_UNKNOWN', 'NAME_UNKNOWN', 'BLOB_UNKNOWN', 'NOT_FOUND'];

/** True for a 404 in a registry's own words. Any other one may come from a proxy, or from an address that is no registry. */
export function saysMissing({ status, body }: UpstreamAnswer): boolean {
  return status === 404 && errorsOf(body).some(({ code }) => MISSING.includes(code ?? ''));
}

/** A registry's own words for a refusal, shortened. */
export function wordsOf({ body }: UpstreamAnswer): string {
  const words = errorsOf(body).map(({ code, message }) => message ?? code);
  return words.length > 0 ? words.join('; ').slice(0, 300) : '';
}

function errorsOf(body: Buffer): Array<{ code?: string; message?: string }> {
  try {
    return itemsOf(membersOf(JSON.parse(body.toString('utf8'))).errors).map(item => {
      const { code, message } = membersOf(item);
      return { code: textOf(code, 100), message: textOf(message, 200) };
    });
  } catch {
    // No JSON: a proxy's page, whose words are none of the registry's.
    return [];
  }
}

/** The instant before which not to ask again, by `Retry-After`; undefined where the header says none. */
export function retryInstant(header: string | undefined, now: number): number | undefined {
  if (header === undefined || header.trim() === '') {
    return undefined;
  }
  const at = /^\s*\d+\s*$/.test(header) ? now + Number(header) * 1000 : Date.parse(header);
  return Number.isNaN(at) ? undefined : at;
}
