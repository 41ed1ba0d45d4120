import { membersOf, textMembersOf, textOf } from '@slipway/plugin-delivery-node';
import { parseJson } from './parseJson';
import { platformOf } from './readManifest';

/** What a configuration says of its image. */
export interface ConfigFacts {
  labels: Record<string, string>;
  /** ISO 8601, as it is written. */
  created?: string;
  platform?: string;
}

/** The media types of configurations that are read. */
export const IMAGE_CONFIGS = ['application/vnd.oci.image.config.v1+json', 'application/vnd.docker.container.image.v1+json'];
export const CHART_CONFIG = 'application/vnd.cncf.helm.config.v1+json';

/** The version of what a chart installs, by the label that charts themselves give it. */
const APP_VERSION = 'app.kubernetes.io/version';

/** Reads an image's or a chart's configuration; one that is no JSON says nothing. */
export function readConfig(body: Buffer, mediaType: string | undefined): ConfigFacts {
  const content = membersOf(parseJson(body));
  if (mediaType === CHART_CONFIG) {
    const [version, appVersion] = [content.version, content.appVersion].map(value => textOf(value, 255));
    return {
      labels: {
        ...(version !== undefined && { 'org.opencontainers.image.version': version }),
        ...(appVersion !== undefined && { [APP_VERSION]: appVersion }),
      },
    };
  }
  const created = textOf(content.created, 64);
  const platform = platformOf(content);
  return {
    labels: textMembersOf(membersOf(content.config).Labels),
    ...(created !== undefined && { created }),
    ...(platform !== undefined && { platform }),
  };
}

const WANTED = 'org.opencontainers.image.';
const MOST_LABELS = 40;
const LONGEST_LABEL = 1_000;

/** The labels that are kept: those of the configuration first, then what annotations add. */
export function keptLabels(...sources: Array<Record<string, string>>): Record<string, string> {
  const kept = new Map<string, string>();
  for (const [key, value] of sources.flatMap(labels => Object.entries(labels))) {
    const wanted = (key.startsWith(WANTED) && key.length < 200) || key === APP_VERSION;
    const text = textOf(value, LONGEST_LABEL);
    if (wanted && text !== undefined && !kept.has(key) && kept.size < MOST_LABELS) {
      kept.set(key, text);
    }
  }
  return Object.fromEntries([...kept].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * When something was built: undefined for what is no instant, for one ahead of the clock, and for the fixed instants that reproducible
 * builds write.
 */
export function builtAtOf(text: string | undefined, now: number): string | undefined {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) || at < Date.parse('2000-01-01T00:00:00Z') || at > now + 600_000 ? undefined : new Date(at).toISOString();
}
