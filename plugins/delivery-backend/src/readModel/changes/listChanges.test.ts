import { AnyObservation, Change, FactsByKind, ObservationKind } from '@slipway/plugin-delivery-common';
import { observe } from '@slipway/plugin-delivery-node';
import { postgres } from '../../__testUtils__/createTestDatabase';
import { createTestRecord, EVERYTHING } from '../../__testUtils__/createTestRecord';
import { applicationFacts, entityFacts } from '../../__testUtils__/facts';
import { minute, operationFacts, stateFacts } from '../../domain/__testUtils__/observe';

jest.setTimeout(60_000);

const REPOSITORY = 'git.example.com/acme/cart';
const REF = 'component:default/cart';
const sha = (letter: string) => letter.repeat(40);
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const image = (letter: string) => `registry.example.com/acme/cart:1.${letter}@${digest(letter)}`;

function seen<K extends ObservationKind>(kind: K, facts: FactsByKind[K], position = 1): AnyObservation {
  return observe(kind, facts, { source: `test/${kind}`, order: { epoch: '1', position: String(position) } });
}

const commit = (letter: string, parents: string, facts: Partial<FactsByKind['change']> = {}) =>
  seen('change', { repository: REPOSITORY, commit: sha(letter), parents: [...parents].map(sha), title: `Change ${letter}`, ...facts });

const push = (position: number, before: string | null, after: string) =>
  seen(
    'push',
    {
      repository: REPOSITORY,
      ref: 'refs/heads/main',
      before: before === null ? null : sha(before),
      after: sha(after),
      created: before === null,
      deleted: false,
      commits: [],
      defaultBranch: 'main',
    },
    position,
  );

const built = (letter: string, from: string, sourceRepository = `https://${REPOSITORY}.git`) =>
  seen('artifact', {
    digest: digest(letter),
    repository: 'registry.example.com/acme/cart',
    commit: sha(from),
    sourceRepository,
    commitFrom: 'label',
    labels: { 'org.opencontainers.image.version': `1.${letter}` },
  });

const target = (environment: string, letter: string, position = 1) =>
  seen('application', applicationFacts({ uid: environment, name: `cart-${environment}`, images: [image(letter)] }), position);

const cart = seen(
  'entity',
  entityFacts({
    ref: REF,
    annotations: {
      'argocd/app-name': 'cart-dev,cart-staging,cart-production',
      'backstage.io/source-location': `url:https://${REPOSITORY}/src/branch/main/`,
    },
  }),
);

describe('the changes of a service', () => {
  const databases = postgres();

  async function changesOf(observations: AnyObservation[], request: { limit?: number; cursor?: string } = {}) {
    const record = await createTestRecord(databases);
    await record.record([cart, ...observations]);
    await record.project();
    const ask = (more: { limit?: number; cursor?: string }) =>
      record.queries.listChanges({ ref: REF, visibility: EVERYTHING, limit: 20, ...request, ...more });
    return { ...(await ask({})), ask, record };
  }

  const states = (changes: Change[]) =>
    changes.map(({ title, environments }) => [title, ...environments.map(item => item.state)].join(' '));

  it('tells of each commit of the default branch, newest first, where it is', async () => {
    const { items, stages, nextCursor, record } = await changesOf([
      commit('a', ''),
      commit('b', 'a'),
      commit('c', 'b'),
      push(1, null, 'c'),
      built('1', 'a'),
      built('2', 'c'),
      target('dev', '2'),
      target('staging', '1'),
      target('production', '1'),
    ]);

    expect(states(items)).toEqual(['Change c here absent absent', 'Change b later absent absent', 'Change a later here here']);
    expect(items[0].environments[0].targets).toEqual([
      { application: 'cart-dev', cluster: expect.any(String), state: 'here', why: null, deployment: null },
    ]);
    expect(stages.map(({ environment, version, commit: id, behind }) => [environment, version, id, behind])).toEqual([
      ['dev', '1.2', sha('c'), 0],
      ['staging', '1.1', sha('a'), 2],
      ['production', '1.1', sha('a'), 0],
    ]);
    const fleet = await record.queries.listServices({ filter: {}, visibility: EVERYTHING, sort: '-behind', limit: 10 });
    expect(fleet.items[0].cells.map(cell => cell.behind)).toEqual([0, 2, 0]);
    expect(stages[1].targets[0].images).toEqual([{ image: image('1'), digest: digest('1'), commit: sha('a'), by: 'label', why: null }]);
    expect(items[1].environments[0].why).toBe('with 1.2');
    expect(nextCursor).toBeNull();
  });

  it('says since when it is there, and by whose deployment', async () => {
    const operation = operationFacts(10, 'one', { application: 'argocd/main/dev', uid: 'dev', images: [image('1')] });
    const dev = stateFacts(operation, { uid: 'dev', name: 'cart-dev', images: [image('1')] });
    const { items } = await changesOf([
      commit('a', ''),
      push(1, null, 'a'),
      built('1', 'a'),
      seen('operation', operation, 3),
      seen('application', dev),
    ]);

    expect(items[0].environments[0]).toMatchObject({
      state: 'here',
      deployment: { outcome: 'succeeded', startedAt: minute(10), initiatedBy: 'maria' },
    });
  });

  it('shows the pull request, the builds with what failed, and the images of a commit', async () => {
    const bo = seen('entity', entityFacts({ ref: 'user:default/bo', email: 'bo@example.com' }));
    const { items } = await changesOf([
      bo,
      commit('a', '', { author: { name: 'Ada', email: 'ada@example.com' }, message: 'Change a\n\nCo-authored-by: Bo <bo@example.com>\n' }),
      push(1, null, 'a'),
      seen('pull-request', {
        repository: REPOSITORY,
        number: 7,
        title: 'Change it',
        state: 'closed',
        draft: false,
        merged: true,
        head: sha('d'),
        mergeCommit: sha('a'),
        mergedAt: '2026-03-01T10:00:00Z',
        mergedBy: { username: 'bo' },
      }),
      seen('run', {
        repository: REPOSITORY,
        runId: '12',
        attempt: 2,
        number: 3,
        workflow: 'build',
        head: sha('a'),
        branch: 'main',
        status: 'completed',
        conclusion: 'failure',
        updatedAt: '2026-03-01T10:05:00Z',
      }),
      seen('job', {
        repository: REPOSITORY,
        runId: '12',
        jobId: '1',
        attempt: 2,
        name: 'test',
        head: sha('a'),
        status: 'completed',
        conclusion: 'failure',
        failedSteps: ['Run npm test'],
      }),
      built('1', 'a'),
    ]);

    expect(items).toMatchObject([
      {
        author: { name: 'Ada' },
        coAuthors: [{ name: 'Bo', email: 'bo@example.com', user: 'user:default/bo' }],
        pullRequest: { number: 7, mergedBy: { username: 'bo' } },
        builds: [{ workflow: 'build', number: 3, attempt: 2, conclusion: 'failure', failedSteps: ['test: Run npm test'] }],
        images: [{ digest: digest('1'), version: '1.1', by: 'label' }],
      },
    ]);
  });

  it('says why an image is not linked, and takes a revert and a cherry-pick for what they are', async () => {
    const { items } = await changesOf([
      commit('a', ''),
      commit('b', 'a'),
      commit('c', 'b', { message: `Take back b\n\nThis reverts commit ${sha('b')}.\n` }),
      commit('f', 'a', { message: `Change b\n\n(cherry picked from commit ${sha('b')})\n` }),
      push(1, null, 'c'),
      built('1', 'c'),
      built('2', 'a', 'https://git.example.com/acme/other'),
      target('dev', '1'),
      target('production', '2'),
    ]);

    expect(states(items)).toEqual([
      'Change c here not-deployed not-linked',
      'Change b reverted not-deployed not-linked',
      'Change a later not-deployed not-linked',
    ]);
    expect(items[1]).toMatchObject({ revertedBy: [sha('c')], pickedAs: [sha('f')] });
    expect(items[0].environments[2].why).toBe(`${image('2')}: its label names another repository, git.example.com/acme/other`);
  });

  it('tells the stream of an image that nothing runs yet', async () => {
    const { ask, record } = await changesOf([commit('a', ''), push(1, null, 'a')]);
    const sequence = await record.queries.latestSequence();
    await record.record([built('1', 'a')]);
    await record.project();
    expect((await record.queries.changesSince({ sequence, visibility: EVERYTHING })).refs).toEqual([REF]);
    expect((await ask({})).items[0].images).toMatchObject([{ digest: digest('1'), by: 'label' }]);
  });

  it('follows the branch when it is rewritten, and pages', async () => {
    const { ask, record } = await changesOf([commit('a', ''), commit('b', 'a'), commit('c', 'b'), push(1, null, 'c')]);
    const first = await ask({ limit: 2 });
    expect(first.items.map(item => item.title)).toEqual(['Change c', 'Change b']);
    const second = await ask({ limit: 2, cursor: first.nextCursor! });
    expect([second.items.map(item => item.title), second.nextCursor]).toEqual([['Change a'], null]);

    await record.record([commit('e', 'a'), push(2, 'c', 'e')]);
    await record.project();

    expect((await ask({})).items.map(item => item.title)).toEqual(['Change e', 'Change a']);
    const rewritten = async (letter: string) =>
      (await record.queries.findChange({ name: sha(letter), visibility: EVERYTHING })).change?.rewritten?.branch;
    expect(await rewritten('c')).toBe('main');
    expect(await rewritten('a')).toBeUndefined();
    expect(await rewritten('e')).toBeUndefined();
    // No push that was seen names it.
    expect(await rewritten('b')).toBeUndefined();
    await expect(ask({ cursor: 'x' })).rejects.toThrow('begin without one');
  });

  it('leaves out what touches other paths, and says where nobody told', async () => {
    const record = await createTestRecord(databases);
    const money = entityFacts({
      ref: REF,
      annotations: { 'argocd/app-name': 'x', 'slipway.dev/repository': REPOSITORY, 'slipway.dev/paths': 'cart' },
    });
    await record.record([
      seen('entity', money),
      commit('a', '', { paths: ['cart/a.ts'] }),
      commit('b', 'a', { paths: ['ledger/b.ts', 'cartography/c.ts'] }),
      commit('c', 'b'),
      push(1, null, 'c'),
    ]);
    await record.project();

    const { items } = await record.queries.listChanges({ ref: REF, visibility: EVERYTHING, limit: 20 });

    expect(items.map(({ title, touchesKnown }) => [title, touchesKnown])).toEqual([
      ['Change c', false],
      ['Change a', true],
    ]);
  });

  it('says what to add where nothing tells where the source stands, and hides what the caller may not see', async () => {
    const record = await createTestRecord(databases);
    await record.record([seen('entity', entityFacts({ ref: REF, annotations: { 'argocd/app-name': 'x' } }))]);
    await record.project();

    const request = { ref: REF, limit: 20 };
    expect(await record.queries.listChanges({ ...request, visibility: EVERYTHING })).toMatchObject({
      items: [],
      repository: null,
      why: expect.stringContaining('backstage.io/source-location'),
    });
    const nobody = { filter: { ownerIn: [] }, includeUnclaimed: false };
    await expect(record.queries.listChanges({ ...request, visibility: nobody })).rejects.toThrow('There is no service');
  });

  describe('one of them', () => {
    const pullRequest = seen('pull-request', {
      repository: REPOSITORY,
      number: 7,
      state: 'closed',
      draft: false,
      merged: true,
      head: sha('d'),
      mergeCommit: sha('b'),
      mergedAt: '2026-03-01T10:00:00Z',
    });
    const tag = seen('push', {
      repository: REPOSITORY,
      ref: 'refs/tags/v1',
      before: null,
      after: sha('a'),
      created: true,
      deleted: false,
      commits: [],
    });
    const alike = 'aaaaaaa'.padEnd(40, 'b');

    it.each<[string, string, string]>([
      ['its whole id', sha('b'), 'Change b'],
      ['seven characters of it', 'bbbbbbb', 'Change b'],
      ['its pull request', '#7', 'Change b'],
      ['the bare number of that', '7', 'Change b'],
      ['a tag', 'v1', 'Change a'],
      ['characters that begin two', 'aaaaaaa', 'Change a or Change like a'],
    ])('is found by %s', async (_, name, expected) => {
      const { record } = await changesOf([
        commit('a', ''),
        commit('b', 'a'),
        seen('change', { repository: REPOSITORY, commit: alike, parents: [], title: 'Change like a' }),
        push(1, null, 'b'),
        pullRequest,
        tag,
        built('1', 'a'),
        target('dev', '1'),
      ]);

      const { change, services, candidates } = await record.queries.findChange({ name, visibility: EVERYTHING });

      expect(change?.title ?? candidates.map(item => item.title).join(' or ')).toBe(expected);
      expect(services.map(service => [service.ref, service.environments[0].state])).toEqual(
        change ? [[REF, expected === 'Change a' ? 'here' : 'absent']] : [],
      );
    });

    it('is followed through its pull request, however that was merged, and through what was picked from it', async () => {
      const squashed = seen('pull-request', {
        repository: REPOSITORY,
        number: 8,
        state: 'closed',
        draft: false,
        merged: true,
        head: sha('e'),
        mergeCommit: sha('b'),
        mergedAt: '2026-03-01T10:00:00Z',
      });
      const { record } = await changesOf([
        commit('a', ''),
        commit('d', 'a'),
        commit('e', 'd'),
        commit('b', 'a'),
        commit('c', 'b'),
        commit('f', 'a', { message: `Change c\n\n(cherry picked from commit ${sha('c')})\n` }),
        push(1, null, 'c'),
        squashed,
        built('1', 'b'),
        built('2', 'f'),
        target('dev', '1'),
        target('production', '2'),
      ]);
      const placesOf = async (letter: string) => {
        const { change, services } = await record.queries.findChange({ name: sha(letter), visibility: EVERYTHING });
        const [dev, , production] = services[0].environments;
        return [change?.pullRequest?.number, `${dev.state} ${dev.why}`, `${production.state} ${production.why}`];
      };

      expect(await placesOf('d')).toEqual([8, 'here as bbbbbbb', 'absent null']);
      expect(await placesOf('c')).toEqual([undefined, 'absent null', 'here as fffffff']);
    });

    it('has the service’s changes before and after it', async () => {
      const elsewhere = { paths: ['web/index.html'] };
      const own = { paths: ['cart/main.go'] };
      const { record } = await changesOf([
        seen(
          'entity',
          entityFacts({
            ref: REF,
            annotations: { 'argocd/app-name': 'cart-dev', 'slipway.dev/repository': REPOSITORY, 'slipway.dev/paths': 'cart/**' },
          }),
          2,
        ),
        commit('a', '', own),
        commit('b', 'a', elsewhere),
        commit('c', 'b', own),
        commit('d', 'c'),
        commit('e', 'c', own),
        push(1, null, 'd'),
      ]);
      const beside = async (letter: string) => {
        const { services } = await record.queries.findChange({ name: sha(letter), visibility: EVERYTHING });
        return [services[0].before, services[0].after];
      };

      expect(await beside('c')).toEqual([sha('a'), sha('d')]);
      expect(await beside('a')).toEqual([null, sha('c')]);
      expect(await beside('d')).toEqual([sha('c'), null]);
      expect(await beside('e')).toEqual([null, null]);
    });

    it('is not found where no service that is shown has it', async () => {
      const { record } = await changesOf([commit('a', ''), push(1, null, 'a')]);
      const visibility = { filter: { ownerIn: [] }, includeUnclaimed: true };
      for (const [name, sight] of [
        [sha('a'), visibility],
        [sha('f'), EVERYTHING],
        ['aaaaaa', EVERYTHING],
      ] as const) {
        const looked =
          sight === EVERYTHING ? `the source of the services that are shown to you: ${REPOSITORY};` : 'the source of any service';
        await expect(record.queries.findChange({ name, visibility: sight })).rejects.toThrow(`There is no change '${name}' in ${looked}`);
      }
    });
  });
});
