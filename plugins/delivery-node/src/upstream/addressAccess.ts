import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { InputError } from '@backstage/errors';
import { UpstreamAccess } from './UpstreamClient';

/** An upstream's address and how to prove who asks. */
export interface AddressSettings {
  url: string;
  /** Sent as a bearer token. */
  token?: string;
  /** A file of certificates that its certificate may be signed by. */
  caFile?: string;
  skipTlsVerify: boolean;
}

/** Reaches an upstream by its address and a token of its own. */
export function createAddressAccess(settings: AddressSettings): () => Promise<UpstreamAccess> {
  let access: UpstreamAccess | undefined;
  return async () => {
    access ??= {
      baseUrl: new URL(settings.url),
      headers: settings.token === undefined ? {} : { authorization: `Bearer ${settings.token}` },
      agent: createAgent(settings),
    };
    return access;
  };
}

function createAgent({ url, caFile, skipTlsVerify }: AddressSettings) {
  if (url.startsWith('http:')) {
    return new http.Agent({ keepAlive: true });
  }
  return new https.Agent({
    keepAlive: true,
    rejectUnauthorized: !skipTlsVerify,
    ...(caFile !== undefined && { ca: readCertificates(caFile) }),
  });
}

function readCertificates(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new InputError(`caFile '${file}' cannot be read: ${error}`);
  }
}
