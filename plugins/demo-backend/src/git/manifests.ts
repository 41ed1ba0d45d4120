import { SERVICES, Target, TARGETS } from '../organisation/services';

/** What a target is to run, as its file in the GitOps repository says. */
export interface Manifest {
  service: string;
  target: Target;
  image: string;
}

/** The file of a target. */
export function manifestText({ service, target, image }: Manifest): string {
  return `# What ${service} runs in ${target}. The demo cluster follows this file; demo-ci writes the image.\nimage: ${image}\n`;
}

/** Reads a file of the GitOps repository; undefined where it says of no target what it runs. */
export function readManifest(path: string, content: string): Manifest | undefined {
  const [, service, target] = /^services\/([^/]+)\/([^/]+)\.yaml$/.exec(path) ?? [];
  const image = /^image:\s*['"]?([^\s'"#]+)/m.exec(content)?.[1];
  const known = SERVICES.some(({ name }) => name === service) && (TARGETS as readonly string[]).includes(target);
  return known && image !== undefined ? { service, target: target as Target, image } : undefined;
}
