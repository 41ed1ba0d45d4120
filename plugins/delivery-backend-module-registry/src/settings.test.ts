import { ConfigReader } from '@backstage/config';
import { readSettings } from './settings';

const read = (...registries: Array<Record<string, string | boolean>>) => readSettings(new ConfigReader({ delivery: { registries } }));

describe('readSettings', () => {
  it('reads no registry where there is none', () => {
    expect(readSettings(new ConfigReader({}))).toEqual([]);
  });

  it('reads registries with what they leave out', () => {
    expect(
      read(
        { name: 'hub', host: 'registry-1.docker.io' },
        { name: 'ghcr', host: 'GHCR.io', username: 'bot', password: 'word' },
        { name: 'git', host: 'git.example.com', url: 'http://127.0.0.1:3000/', token: 't', caFile: '/ca', skipTlsVerify: true },
        { name: 'near', host: 'registry.internal:5000', url: 'http://registry.internal:5000', insecure: true },
      ),
    ).toEqual([
      { name: 'hub', host: 'docker.io', url: 'https://registry-1.docker.io', skipTlsVerify: false },
      { name: 'ghcr', host: 'ghcr.io', url: 'https://ghcr.io', account: { username: 'bot', password: 'word' }, skipTlsVerify: false },
      { name: 'git', host: 'git.example.com', url: 'http://127.0.0.1:3000', token: 't', caFile: '/ca', skipTlsVerify: true },
      { name: 'near', host: 'registry.internal:5000', url: 'http://registry.internal:5000', skipTlsVerify: false },
    ]);
  });

  const good = { name: 'git', host: 'git.example.com' };
  it.each<[string, Array<Record<string, string | boolean>>, string]>([
    ['an unknown key', [{ ...good, usernam: 'x' }], 'delivery.registries[0].usernam is unknown; expected one of name, host,'],
    ['no name', [{ host: 'a.b' }], "Missing required config value at 'delivery.registries[0].name'"],
    ['no host', [{ name: 'a' }], "Missing required config value at 'delivery.registries[0].host'"],
    ['a name with a slash', [{ ...good, name: 'a/b' }], "delivery.registries[0].name 'a/b' has to begin"],
    ['a host with a path', [{ ...good, host: 'ghcr.io/acme' }], "delivery.registries[0].host 'ghcr.io/acme' is no host"],
    ['two of one name', [good, { ...good, host: 'other' }], "delivery.registries[1] has the name 'git' of delivery.registries[0]"],
    [
      'two names of one host',
      [
        { name: 'a', host: 'docker.io' },
        { name: 'b', host: 'index.docker.io' },
      ],
      "has the host 'docker.io' of",
    ],
    ['half an account', [{ ...good, username: 'bot' }], 'delivery.registries[0] has a username and no password; give both'],
    ['the other half', [{ ...good, password: 'word' }], 'delivery.registries[0] has a password and no username; give both'],
    ['two ways to sign in', [{ ...good, username: 'bot', password: 'word', token: 't' }], 'has a username and a token; give one of them'],
    ['an address that is none', [{ ...good, url: 'git.example.com' }], 'delivery.registries[0].url is no address'],
    ['an account in the address', [{ ...good, url: 'https://bot:word@git.example.com' }], 'delivery.registries[0].url holds an account'],
    ['an address in the clear', [{ ...good, url: 'http://git.example.com' }], 'expected https://, or insecure: true beside it'],
    ['a number where a flag is', [{ ...good, skipTlsVerify: 'maybe' }], "'delivery.registries[0].skipTlsVerify'"],
  ])('refuses %s', (_, registries, message) => {
    expect(() => read(...registries)).toThrow(message);
  });

  it('keeps an account in the address out of the message', () => {
    expect(() => read({ ...good, url: 'https://bot:word@git.example.com' })).toThrow(expect.not.stringContaining('word@'));
  });
});
