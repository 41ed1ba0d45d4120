import { NotAllowedError } from '@backstage/errors';
import { IncomingHttpHeaders } from 'node:http';
import { isLoopback } from './demoSettings';

const FORWARDED = /^(forwarded|via|x-forwarded(-.*)?|x-real-ip|x-original-host|x-envoy-.*|cf-connecting-ip|true-client-ip)$/;

/**
 * Refuses what did not come straight from this machine. The Host is checked because a page of another site can make its own name
 * point at 127.0.0.1; forwarding headers because a proxy lets others in.
 */
export function refuseElsewhere(headers: IncomingHttpHeaders): void {
  const host = headers.host?.replace(/:\d+$/, '');
  if (!isLoopback(host)) {
    throw new NotAllowedError(
      `The demo answers on this machine alone and was asked for as '${headers.host ?? ''}': open it at http://localhost, or start with --no-demo`,
    );
  }
  const forwarding = Object.keys(headers).find(name => FORWARDED.test(name));
  if (forwarding) {
    throw new NotAllowedError(
      `The demo answers on this machine alone, and the header '${forwarding}' says that a proxy forwards to it: start with --no-demo behind a proxy`,
    );
  }
}
