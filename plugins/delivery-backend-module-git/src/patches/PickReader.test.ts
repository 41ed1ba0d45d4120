import { mockServices } from '@backstage/backend-test-utils';
import { ChangeFacts } from '@slipway/plugin-delivery-common';
import { UpstreamError } from '@slipway/plugin-delivery-node';
import { FakeSourceConnection } from '@slipway/plugin-delivery-node/testUtils';
import { RateLimitError } from '../host/HostClient';
import { FakeGitHost } from '../testing/FakeGitHost';
import { PickReader } from './PickReader';

const repository = 'git.example.com/shop/cart';
const [original, pick, other] = ['a', 'b', 'c'].map(letter => letter.repeat(40));
const diff = (line: number, text: string) => `diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -${line} +${line} @@\n-one\n+${text}\n`;

describe('commits that may be picks', () => {
  function setUp() {
    const host = new FakeGitHost();
    host.diffs.set(original, diff(3, 'two'));
    host.diffs.set(pick, diff(40, 'two'));
    const connection = new FakeSourceConnection();
    connection.git.likely = [{ repository, original, pick }];
    const place = { changedAt: '', read: {}, unfinished: [], beside: [pick, other] };
    const reader = new PickReader(host, { source: 'git/gitea', host: 'git.example.com' }, mockServices.logger.mock());
    const look = async () => {
      reader.changed('shop/cart');
      await reader.look(connection, () => place);
    };
    const patches = () =>
      Object.fromEntries(connection.present('change').map(({ facts }) => [(facts as ChangeFacts).commit, (facts as ChangeFacts).patchId]));
    return { host, connection, place, reader, look, patches };
  }

  it('get the patch ids of both, and nobody else is asked for', async () => {
    const { host, look, patches } = setUp();
    await look();
    expect(host.asked).toEqual([`diff shop/cart ${original}`, `diff shop/cart ${pick}`]);
    expect(patches()).toEqual({ [original]: expect.stringMatching(/^[0-9a-f]{40}$/), [pick]: patches()[original] });
  });

  it('are asked for once, and kept in mind until there is nothing more to find out', async () => {
    const { host, place, look } = setUp();
    await look();
    await look();
    expect(host.asked).toHaveLength(2);
    expect(place.beside).toEqual([other]);
  });

  it('are asked for alone where the other is known', async () => {
    const { host, connection, look } = setUp();
    connection.git.likely.push({ repository, original, pick: other });
    host.diffs.set(other, diff(3, 'three'));
    await look();
    expect(host.asked.filter(asked => asked.endsWith(original))).toHaveLength(2);
    expect(host.asked).toContain(`diff shop/cart ${other}`);
  });

  it('are left where the host gives no diff, and not asked for again', async () => {
    const { host, look, patches } = setUp();
    host.problem = new UpstreamError(406, 'the diff is too large');
    await look();
    host.problem = undefined;
    await look();
    expect(host.asked).toHaveLength(2);
    expect(patches()).toEqual({});
  });

  it('wait where the host answers no more questions', async () => {
    const { host, look, patches } = setUp();
    host.problem = new RateLimitError(new Date());
    await expect(look()).rejects.toThrow('its limit of requests');
    host.problem = undefined;
    await look();
    expect(Object.keys(patches())).toHaveLength(2);
  });

  it('are looked for only after their repository changed', async () => {
    const { host, connection, reader } = setUp();
    await reader.look(connection, () => ({ changedAt: '', read: {}, unfinished: [], beside: [pick] }));
    expect(host.asked).toEqual([]);
  });
});
