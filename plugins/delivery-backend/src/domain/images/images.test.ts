import { TagFacts } from '@slipway/plugin-delivery-common';
import { canonicalImage, nameOfImage } from './canonicalImage';
import { imagesNamedBy } from './imagesNamedBy';

const digest = `sha256:${'a1'.repeat(32)}`;
const other = `sha256:${'b2'.repeat(32)}`;

describe('canonicalImage', () => {
  it.each([
    ['a bare name is of the library of Docker Hub', 'nginx', 'docker.io/library/nginx:latest'],
    ['a name with an owner is of Docker Hub', 'bitnami/redis:7', 'docker.io/bitnami/redis:7'],
    ['Docker Hub has several names', 'registry-1.docker.io/library/nginx:1', 'docker.io/library/nginx:1'],
    ['a name with a dot is a host', 'ghcr.io/acme/cart:1.4', 'ghcr.io/acme/cart:1.4'],
    ['a name with a port is a host', '127.0.0.1:3000/shop/cart:1', '127.0.0.1:3000/shop/cart:1'],
    ['localhost is a host', 'localhost/cart:1', 'localhost/cart:1'],
    ['a port is no tag', 'git.example.com:5000/cart', 'git.example.com:5000/cart:latest'],
    ['a tag beside a digest decides nothing', `ghcr.io/acme/cart:1.4@${digest}`, `ghcr.io/acme/cart@${digest}`],
    ['hosts and paths have no upper case', 'GHCR.io/Acme/Cart:V1', 'ghcr.io/acme/cart:V1'],
  ])('%s', (_, reference, expected) => {
    expect(nameOfImage(canonicalImage(reference)!)).toBe(expected);
  });

  it.each([
    ['a variable', '${IMAGE}:1'],
    ['nothing', ''],
    ['a digest alone', digest],
    ['half a digest', 'cart@sha256:12'],
    ['a space', 'a b'],
  ])('%s is no image of a registry', (_, reference) => {
    expect(canonicalImage(reference)).toBeUndefined();
  });
});

describe('imagesNamedBy', () => {
  const names = (...given: Parameters<typeof imagesNamedBy>) =>
    imagesNamedBy(...given).map(image => `${nameOfImage(image)}${image.pushed ? ' pushed' : ''}`);
  const tag = (facts: Partial<TagFacts>) => names('tag', { repository: 'ghcr.io/acme/cart', tag: '1', ...facts });

  it.each([
    ['an application names its images', names('application', { images: ['nginx:1', 'nginx:1'] }), ['docker.io/library/nginx:1']],
    [
      'a workload names its template and what its nodes run',
      names('workload', { images: ['a/b:1'], pods: [{ containers: [{ image: 'a/b:1', digest }, { image: 'a/c:2' }] }] }),
      ['docker.io/a/b:1', `docker.io/a/b@${digest}`, 'docker.io/a/c:2'],
    ],
    ['an artifact names itself', names('artifact', { repository: 'ghcr.io/acme/cart', digest }), [`ghcr.io/acme/cart@${digest}`]],
    ['an artifact without repository is nowhere to be read', names('artifact', { digest }), []],
    ['a tag that was only pushed is looked at', tag({}), ['ghcr.io/acme/cart:1 pushed']],
    ['a tag names its image', tag({ digest: other }), [`ghcr.io/acme/cart@${other}`]],
    ['a tag that is not there names nothing', tag({ digest: null }), []],
    ['a push names none', names('push', {}), []],
  ])('%s', (_, named, expected) => {
    expect(named).toEqual(expected);
  });
});
