import { ConfigReader } from '@backstage/config';
import { readSettings } from './settings';

const webhookSecret = 'a secret of sixteen';
const read = (...git: object[]) => readSettings(new ConfigReader({ delivery: { git } } as never));

describe('delivery.git', () => {
  it('may be absent', () => {
    expect(readSettings(new ConfigReader({}))).toEqual([]);
  });

  it('takes GitHub, with a host of its own or not, and Gitea', () => {
    expect(
      read(
        { name: 'github', github: { webhookSecret } },
        { name: 'enterprise', github: { host: 'GitHub.example.com', webhookSecret } },
        { name: 'gitea', gitea: { host: 'git.example.com:3000', webhookSecret } },
      ),
    ).toEqual([
      { name: 'github', system: 'github', host: 'github.com', webhookSecret },
      { name: 'enterprise', system: 'github', host: 'github.example.com', webhookSecret },
      { name: 'gitea', system: 'gitea', host: 'git.example.com:3000', webhookSecret },
    ]);
  });

  it.each([
    ['no system', [{ name: 'a' }], 'delivery.git[0] has to have exactly one of github and gitea; it has none'],
    ['an unknown system', [{ name: 'a', gitlab: {} }], 'delivery.git[0].gitlab is unknown'],
    [
      'an unknown key',
      [{ name: 'a', github: { secret: 'x' } }],
      'delivery.git[0].github.secret is unknown; expected one of host, webhookSecret',
    ],
    ['no secret', [{ name: 'a', github: {} }], 'webhookSecret'],
    ['a secret that is easily guessed', [{ name: 'a', github: { webhookSecret: 'x' } }], 'has 1 characters; expected 16 or more'],
    [
      'an address for a host',
      [{ name: 'a', gitea: { host: 'https://git.example.com', webhookSecret } }],
      'is no host; expected one like git.example.com',
    ],
    ['a name that is no part of an address', [{ name: 'a/b', github: { webhookSecret } }], "delivery.git[0].name 'a/b' has to begin with"],
    [
      'a name twice',
      [
        { name: 'a', github: { webhookSecret } },
        { name: 'a', gitea: { host: 'git.example.com', webhookSecret } },
      ],
      "delivery.git[1] has the name 'a' of delivery.git[0]",
    ],
    [
      'a host twice',
      [
        { name: 'a', github: { webhookSecret } },
        { name: 'b', github: { webhookSecret } },
      ],
      "delivery.git[1] has the host 'github.com' of delivery.git[0]",
    ],
  ])('refuses %s', (_, git, message) => {
    expect(() => read(...git)).toThrow(message);
  });

  it('never says a secret', () => {
    expect(() => read({ name: 'a', github: { webhookSecret: 'short' } })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('short') }),
    );
  });
});
