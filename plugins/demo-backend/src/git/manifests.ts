import { isInvented, MADE_TARGETS, Target, TARGETS } from '../organisation/services';

/** A service in a target, as a file of the GitOps repository says it. */
export interface ManifestPlace {
  service: string;
  target: Target;
}

/** What a target is to run, as its file in the GitOps repository says. */
export interface Manifest extends ManifestPlace {
  image: string;
}

/** The file of a target of an invented service. */
export function manifestText({ service, target, image }: Manifest): string {
  return `# What ${service} runs in ${target}. The demo cluster follows this file; demo-ci writes the image.\nimage: ${image}\n`;
}

/** The place that a file of the GitOps repository speaks of; undefined where it speaks of none. */
export function readPlace(path: string): ManifestPlace | undefined {
  const [, invented, region] = /^services\/([^/]+)\/([^/]+)\.yaml$/.exec(path) ?? [];
  if (invented && isInvented(invented) && (TARGETS as readonly string[]).includes(region)) {
    return { service: invented, target: region as Target };
  }
  const [, made, environment] = /^services\/([^/]+)\/overlays\/([^/]+)\/kustomization\.yaml$/.exec(path) ?? [];
  if (made && !isInvented(made) && (MADE_TARGETS as readonly string[]).includes(environment)) {
    return { service: made, target: environment as Target };
  }
  return undefined;
}

/** Reads a file of the GitOps repository; undefined where it says of no target what it runs. */
export function readManifest(path: string, content: string): Manifest | undefined {
  const place = readPlace(path);
  const image = place && (isInvented(place.service) ? /^image:\s*['"]?([^\s'"#]+)/m.exec(content)?.[1] : imageOfOverlay(content));
  return place && image !== undefined ? { ...place, image } : undefined;
}

function imageOfOverlay(content: string): string | undefined {
  const [name, tag, digest] = ['newName', 'newTag', 'digest'].map(
    key => new RegExp(`^ +${key}:\\s*['"]?([^\\s'"#]+)`, 'm').exec(content)?.[1],
  );
  return name && tag && digest ? `${name}:${tag}@${digest}` : undefined;
}

/** The overlay of a made service with another image, as `ci/setImage.js` of its repository writes it. */
export function overlayWith(content: string, { version, digest }: { version: string; digest: string }): string {
  return content
    .replace(/^ +(newTag|digest):.*\n?/gm, '')
    .replace(/^( +)newName: .+$/m, `$&\n$1newTag: "${version}"\n$1digest: ${digest}`)
    .replace(/^resources: \[\]$/m, 'resources:\n  - ../../base');
}
