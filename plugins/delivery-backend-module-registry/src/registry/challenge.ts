/** How a registry wants to be asked, as its `WWW-Authenticate` says. */
export interface Challenge {
  /** In lower case: `bearer` or `basic`. */
  scheme: string;
  realm?: string;
  service?: string;
  scope?: string;
}

const PARAMETER = /^\s*,?\s*([a-z0-9_-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/i;
const SCHEME = /^\s*,?\s*([a-z0-9_-]+)(?=\s|,|$)(?!\s*=)/i;

/** The challenges of a header, in its order; what cannot be read ends them. */
export function parseChallenges(header: string | undefined): Challenge[] {
  const challenges = new Array<Challenge>();
  let rest = header ?? '';
  while (rest.trim() !== '') {
    const scheme = SCHEME.exec(rest);
    if (!scheme) {
      break;
    }
    rest = rest.slice(scheme[0].length);
    const parameters = new Map<string, string>();
    for (let parameter = PARAMETER.exec(rest); parameter; parameter = PARAMETER.exec(rest)) {
      parameters.set(parameter[1].toLowerCase(), parameter[3] ?? parameter[2].replace(/\\(.)/g, '$1'));
      rest = rest.slice(parameter[0].length);
    }
    const [realm, service, scope] = ['realm', 'service', 'scope'].map(key => parameters.get(key));
    challenges.push({
      scheme: scheme[1].toLowerCase(),
      ...(realm !== undefined && { realm }),
      ...(service !== undefined && { service }),
      ...(scope !== undefined && { scope }),
    });
  }
  return challenges;
}
