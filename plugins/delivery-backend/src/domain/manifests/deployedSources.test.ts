import { ApplicationSource } from '@slipway/plugin-delivery-common';
import { deployedSources, placesOf } from './deployedSources';

const [a, b] = ['a', 'b'].map(letter => letter.repeat(40));
const gitops = 'https://git.example.com/shop/gitops.git';
const inGit = (source: Partial<ApplicationSource>): ApplicationSource => ({ repoURL: gitops, ...source });

function told(sources: ApplicationSource[], revisions: string[]): string[] {
  const deployed = deployedSources({ sources, lastDeployedRevisions: revisions });
  const kinds = deployed.flatMap(source => {
    switch (source.kind) {
      case 'git':
        return [];
      case 'chart':
        return [`chart ${source.chart} ${source.version} of ${source.repository}`];
      default:
        return [source.why];
    }
  });
  const missing = deployed.flatMap(source =>
    source.kind === 'unknown' ? [] : source.values.flatMap(value => ('missing' in value ? [value.missing] : [])),
  );
  return [...kinds, ...placesOf(deployed).map(place => `${place.repository}@${place.revision[0]}:${place.path}`), ...missing];
}

describe('what an application has deployed', () => {
  it.each<[string, ApplicationSource[], string[], string[]]>([
    ['a folder', [inGit({ path: './apps/cart/' })], [a], ['git.example.com/shop/gitops@a:apps/cart']],
    ['a folder with those below it', [inGit({ path: 'apps/cart', recurse: true })], [a], ['git.example.com/shop/gitops@a:apps/cart/**']],
    ['the root', [inGit({ path: '.' })], [a], ['git.example.com/shop/gitops@a:']],
    ['the root with all below it', [inGit({ path: '.', recurse: true })], [a], ['git.example.com/shop/gitops@a:**']],
    ['a repository over SSH', [{ repoURL: 'git@git.example.com:shop/gitops.git', path: 'x' }], [a], ['git.example.com/shop/gitops@a:x']],
    [
      'several sources, each at its revision',
      [inGit({ path: 'one' }), inGit({ path: 'two' })],
      [a, b],
      ['git.example.com/shop/gitops@a:one', 'git.example.com/shop/gitops@b:two'],
    ],
    [
      'a chart in Git with its values files',
      [inGit({ path: 'charts/cart', valueFiles: ['values-dev.yaml', '../common.yaml', '/all.yaml'] })],
      [a],
      ['charts/cart', 'charts/cart/values-dev.yaml', 'charts/common.yaml', 'all.yaml'].map(path => `git.example.com/shop/gitops@a:${path}`),
    ],
    [
      'a chart of a repository with values from another source',
      [{ repoURL: 'https://charts.example.com', chart: 'cart', valueFiles: ['$values/dev/cart.yaml'] }, inGit({ ref: 'values' })],
      ['1.2.3', b],
      ['chart cart 1.2.3 of charts.example.com', 'git.example.com/shop/gitops@b:dev/cart.yaml'],
    ],
    [
      'a chart in a registry',
      [{ repoURL: 'oci://ghcr.io/acme/charts/cart', path: '.' }],
      ['1.2.3'],
      ['chart cart 1.2.3 of ghcr.io/acme/charts/cart'],
    ],
    [
      'values that are nowhere to be read',
      [inGit({ path: 'c', valueFiles: ['https://example.com/v.yaml', '$none/v.yaml', '../../v.yaml'] })],
      [a],
      [
        'git.example.com/shop/gitops@a:c',
        'the values file https://example.com/v.yaml, which stands in no repository',
        'the values file $none/v.yaml',
        'the values file ../../v.yaml',
      ],
    ],
    ['what was never deployed', [inGit({ path: 'x' })], [], ['nothing says which revision is deployed']],
    ['what changed its sources since', [inGit({ path: 'x' }), inGit({ path: 'y' })], [a], ['its sources changed since it was deployed']],
    ['a revision that is no commit', [inGit({ path: 'x' })], ['v1'], ["its revision 'v1' is no commit"]],
    ['a path outside', [inGit({ path: '../x' })], [a], ["its path '../x' is outside of the repository"]],
  ])('is %s', (_, sources, revisions, expected) => {
    expect(told(sources, revisions)).toEqual(expected);
  });
});
