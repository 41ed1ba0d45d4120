import { AnyObservation, ApplicationFacts, ArtifactFacts, ChangeFacts, subjectOf, TagFacts } from '@slipway/plugin-delivery-common';
import { hashFacts } from '@slipway/plugin-delivery-node';
import { entityFacts } from '../../__testUtils__/facts';
import { HISTORY_SETTINGS } from '../__testUtils__';
import { entityStory, operationFacts, stateFacts, story } from '../__testUtils__/observe';
import { RuleSettings, StoredObservation } from '../model';
import { projectRecord } from '../projectRecord';

const CART = 'component:default/cart';
const REPOSITORY = 'git.example.com/acme/cart';
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const sha = (letter: string) => letter.repeat(40);
const connected: RuleSettings = { ...HISTORY_SETTINGS, services: [] };
const alone: RuleSettings = { ...connected, tracesImages: false };
const annotations = { 'argocd/app-name': 'cart-production', 'slipway.dev/repository': REPOSITORY };
const cart = entityFacts({ ref: CART, annotations });

function told<K extends 'artifact' | 'tag' | 'change'>(kind: K, facts: (AnyObservation & { kind: K })['facts']): StoredObservation {
  const common = { source: 'test', credential: 'test', order: { epoch: '0', position: '0' }, seenAt: '2026-03-10T00:00:00Z' };
  return { ...common, kind, subject: subjectOf(kind, facts as never), contentHash: hashFacts(facts), facts };
}
const artifact = (facts: Partial<ArtifactFacts>) => told('artifact', { digest: digest('1'), ...facts });
const labelled = (version: string) => artifact({ labels: { 'org.opencontainers.image.version': version } });
const tag = (facts: Partial<TagFacts> = {}) => told('tag', { repository: 'r.io/cart', tag: '7', digest: digest('1'), ...facts });
const commit = (facts: Partial<ChangeFacts> = {}) => told('change', { repository: REPOSITORY, commit: sha('a'), ...facts });

interface Situation {
  images?: string[];
  facts?: Partial<ApplicationFacts>;
  entity?: typeof cart | null;
  rules?: RuleSettings;
}

/** The production cell of a service that runs `r.io/cart:7` by its digest, and what else is told. */
function production(
  record: StoredObservation[],
  { images = [`r.io/cart:7@${digest('1')}`], facts = {}, entity = cart, rules = connected }: Situation = {},
) {
  const sync = operationFacts(1, 'aaa', { images });
  const observations = [
    ...(entity ? entityStory(entity) : []),
    ...story(sync, stateFacts(sync, { name: 'cart-production', ...facts })),
    ...record,
  ];
  const [service] = projectRecord(observations, rules).services.values();
  const cell = service.cells.find(item => item.environment === 'production')!;
  return { word: cell.word, why: cell.why, since: cell.since, name: cell.version.name, count: cell.count };
}

const built = artifact({ commit: sha('a'), commitFrom: 'label' });

const words: Record<string, [Record<string, unknown>, ReturnType<typeof production>]> = {
  'an image that is linked with a commit is Healthy': [{ word: 'Healthy', why: null }, production([built, commit()])],
  'an image of which nobody told is Not linked, where somebody could': [
    { word: 'Not linked', why: 'No connected registry and no CI run has told what it was built from.' },
    production([]),
  ],
  'an installation that is connected with neither says nothing of it': [{ word: 'Healthy', why: null }, production([], { rules: alone })],
  'unless somebody told of this very image': [
    { word: 'Not linked', why: 'The image names no commit; add the label org.opencontainers.image.revision.' },
    production([artifact({})], { rules: alone }),
  ],
  'a label that names another repository is none, and the cell says which': [
    { word: 'Not linked', why: 'Its label names another repository, git.example.com/acme/other.' },
    production([artifact({ commit: sha('a'), commitFrom: 'label', sourceRepository: 'https://git.example.com/acme/other' }), commit()]),
  ],
  'nor is a label with a commit of another repository': [
    { word: 'Not linked', why: 'Its label names a commit of another repository, git.example.com/acme/other.' },
    production([built, commit({ repository: 'git.example.com/acme/other' })]),
  ],
  'a commit that is not on the record proves nothing yet': [
    { word: 'Not linked', why: `Its label names aaaaaaa, which the record has not seen in ${REPOSITORY}.` },
    production([built]),
  ],
  'a tag that moved names no image': [
    { word: 'Not linked', why: 'The tag 7 has named 2 images; name the image by its digest.' },
    production([tag(), told('tag', { repository: 'r.io/cart', tag: '7', digest: digest('2') })], { images: ['r.io/cart:7'] }),
  ],
  'a service of which nobody says where its source stands cannot be linked': [
    { word: 'Not linked', why: 'Nothing says where the source of its service stands.' },
    production([built, commit()], { entity: entityFacts({ ref: CART, annotations: { 'argocd/app-name': 'cart-production' } }) }),
  ],
  'what no entity claims has no source to be linked with': [{ word: 'Healthy' }, production([built], { entity: null })],
  'one image that is linked is enough': [
    { word: 'Healthy' },
    production([built, commit()], { images: [`r.io/cart:7@${digest('1')}`, 'r.io/envoy:1'] }),
  ],
  'of several that are not, the one is named that the version is called after': [
    { word: 'Not linked', why: 'r.io/cart: the image names no commit; add the label org.opencontainers.image.revision.' },
    production([artifact({})], { images: ['r.io/a:1', `r.io/cart:7@${digest('1')}`] }),
  ],
  'a service without images is never Not linked': [{ word: 'Healthy', name: 'aaa' }, production([], { images: [] })],
  'what is not well says what it is instead': [
    { word: 'Degraded' },
    production([], { facts: { health: 'Degraded', healthSince: '2026-03-09T09:05:00Z' } }),
  ],
  'Unknown goes before it': [{ word: 'Unknown' }, production([], { facts: { health: 'Unknown' } })],
  'it lasts since the health that it would be said of otherwise': [
    { word: 'Not linked', since: '2026-03-09T09:05:00Z' },
    production([], { facts: { healthSince: '2026-03-09T09:05:00Z' } }),
  ],
};

it.each(Object.entries(words))('%s', (_, [expected, cell]) => {
  expect(cell).toMatchObject(expected);
});

const names: Record<string, [string | null, ReturnType<typeof production>]> = {
  'the version that an image says it is goes before its tag': ['1.4.2', production([labelled('1.4.2')])],
  'once the registry read what the tag names': ['1.4.2', production([tag(), labelled('1.4.2')], { images: ['r.io/cart:7'] })],
  'a tag that moved says nothing of what runs': [
    '7',
    production([tag(), told('tag', { repository: 'r.io/cart', tag: '7', digest: digest('2') }), labelled('1.4.2')], {
      images: ['r.io/cart:7'],
    }),
  ],
  'a platform that says nothing has the version of its index': [
    '1.4.2',
    production([artifact({ images: [{ digest: digest('2') }], labels: { 'org.opencontainers.image.version': '1.4.2' } })], {
      images: [`r.io/cart:7@${digest('2')}`],
    }),
  ],
  'what it says itself goes before its index': [
    '1.4.3',
    production(
      [
        artifact({ images: [{ digest: digest('2') }], labels: { 'org.opencontainers.image.version': '1.4.2' } }),
        artifact({ digest: digest('2'), labels: { 'org.opencontainers.image.version': '1.4.3' } }),
      ],
      { images: [`r.io/cart:7@${digest('2')}`] },
    ),
  ],
  'an image that is gone is called what was read before': [
    '1.4.2',
    production([artifact({ gone: true, labels: { 'org.opencontainers.image.version': '1.4.2' } })]),
  ],
  'an empty label is none': ['7', production([labelled('')])],
  'nor is a label that is no name': ['7', production([labelled('not a version\nat all')])],
  'a group that no entity claims is called so, too': ['1.4.2', production([labelled('1.4.2')], { entity: null })],
};

it.each(Object.entries(names))('%s', (_, [name, cell]) => {
  expect(cell.name).toBe(name);
});
