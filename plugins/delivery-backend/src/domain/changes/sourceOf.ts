import { EntityFacts } from '@slipway/plugin-delivery-common';
import { hostAndPath } from '../repositories/addressOf';

const REPOSITORY = 'slipway.dev/repository';
const PATHS = 'slipway.dev/paths';
const LOCATION = 'backstage.io/source-location';
const GITHUB = 'github.com/project-slug';
const GITLAB = 'gitlab.com/project-slug';

/** Where the source of a service stands. */
export interface ServiceSource {
  /** `host/path`, as repositories are named in the record. */
  repository: string;
  /** Folders, files or globs that are the service's own; none where the whole repository is. */
  paths: string[];
}

/** What an entity says of its source: its own annotation, else the project of a Git host, else the place that the catalog read it from. */
export function sourceOf({ annotations, gone }: EntityFacts): ServiceSource | undefined {
  if (gone) {
    return undefined;
  }
  const location = locationOf(annotations[LOCATION]);
  const named = annotations[REPOSITORY] ?? slugOf('github.com', annotations[GITHUB]) ?? slugOf('gitlab.com', annotations[GITLAB]);
  const repository = (named === undefined ? undefined : hostAndPath(named)) ?? location?.repository;
  if (repository === undefined) {
    return undefined;
  }
  const own = (annotations[PATHS] ?? '')
    .split(/[,\n]/)
    .map(item => item.trim().replace(/^\.?\/+/, ''))
    .filter(Boolean);
  const folder = location?.repository === repository ? location.folder : '';
  return { repository, paths: own.length > 0 ? own : [folder].filter(Boolean) };
}

function slugOf(host: string, slug: string | undefined): string | undefined {
  return slug && /^[^/\s]+(\/[^/\s]+)+$/.test(slug.trim()) ? `${host}/${slug.trim()}` : undefined;
}

// Where the hosts put a branch between the repository and the folder; its name may hold slashes, and then the folder cannot be told.
const IN_REPOSITORY = [
  /^(.+?)\/-\/(?:tree|blob|raw)\/[^/]+(?:\/(.*))?$/,
  /^(.+?)\/(?:tree|blob|src\/branch|src\/tag|src\/commit)\/[^/]+(?:\/(.*))?$/,
];

/** Takes `url:https://github.com/acme/shop/tree/main/cart/` apart. */
function locationOf(location: string | undefined): { repository: string; folder: string } | undefined {
  const address = /^url:(.+)$/.exec(location ?? '')?.[1].replace(/[?#].*$/, '');
  if (!address) {
    return undefined;
  }
  for (const pattern of IN_REPOSITORY) {
    const match = pattern.exec(address);
    if (match) {
      const repository = hostAndPath(match[1]);
      const path = (match[2] ?? '').replace(/\/+$/, '');
      // A file stands for the folder that it is in.
      const folder = /\.ya?ml$/.test(path) ? path.replace(/[^/]*$/, '').replace(/\/+$/, '') : path;
      return repository === undefined ? undefined : { repository, folder };
    }
  }
  const repository = hostAndPath(address);
  return repository === undefined ? undefined : { repository, folder: '' };
}
