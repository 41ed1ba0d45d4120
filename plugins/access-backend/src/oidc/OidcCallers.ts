import { AuditorService } from '@backstage/backend-plugin-api';
import { AuthenticationError, NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import { createRemoteJWKSet, decodeJwt, errors, JWTPayload, jwtVerify } from 'jose';
import { CallerVerifier, MachineCaller } from '../tokens/MachineCallers';
import { OidcConnection } from './oidcSettings';

type Keys = ReturnType<typeof createRemoteJWKSet>;

/** What a CI host says of the job that holds a token. */
interface Job {
  repository: string;
  ref: string;
  environment?: string;
}

const ALGORITHMS = ['RS256', 'ES256'];

/** Takes the tokens that GitHub Actions and GitLab sign for a job: not of anybody's repository, but of those that the connection names. */
export class OidcCallers implements CallerVerifier {
  private readonly keys = new Map<string, Promise<Keys>>();

  constructor(private readonly options: { connections: OidcConnection[]; auditor: Pick<AuditorService, 'createEvent'> }) {}

  async verify(token: string): Promise<MachineCaller | undefined> {
    const issuer = issuerOf(token);
    const connections = this.options.connections.filter(connection => connection.issuer === issuer);
    if (connections.length === 0) {
      return undefined;
    }
    // Several connections may trust one host for different repositories: one that takes it is enough.
    let refused: Error = new AuthenticationError('No connection takes the token');
    for (const connection of connections) {
      try {
        return await this.verifyFor(connection, token);
      } catch (error) {
        // A later one does not make a fault of the host's a refusal of the job's.
        if (!(error instanceof NotAllowedError || error instanceof AuthenticationError)) {
          throw error;
        }
        refused = refused instanceof NotAllowedError ? refused : error;
      }
    }
    const event = await this.options.auditor.createEvent({
      eventId: 'oidc-token-use',
      severityLevel: 'medium',
      meta: { issuer, ...claimsOf(token) },
    });
    await event.fail({ error: refused });
    throw refused;
  }

  private async verifyFor(connection: OidcConnection, token: string): Promise<MachineCaller> {
    const { name, issuer, audience } = connection;
    const keys = await this.keysOf(issuer);
    let payload: JWTPayload;
    try {
      ({ payload } = await jwtVerify(token, keys, { issuer, audience, algorithms: ALGORITHMS, requiredClaims: ['exp', 'iat', 'sub'] }));
    } catch (error) {
      if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout)) {
        throw new AuthenticationError(`The token for '${name}' is refused: ${error.message}`);
      }
      throw new ServiceUnavailableError(`The keys of ${issuer} cannot be read; the same request succeeds once it answers`, error as Error);
    }
    const job = jobOf(connection, payload);
    refuseOthers(connection, job);
    const fill = (pattern: string) => pattern.replace(/\{(repository|ref|environment)\}/g, (_, key: keyof Job) => job[key] ?? '(none)');
    const bounds = Object.fromEntries(Object.entries(connection.bounds).map(([key, values]) => [key, values?.map(fill)]));
    return {
      credential: {
        name: `${name}:${job.repository}`,
        subject: `oidc:${name}:${job.repository}:${job.ref}:${job.environment ?? ''}`,
        ...bounds,
      },
      reads: false,
    };
  }

  // Keys are kept by jose and asked for again when an unknown one comes; where they stand is asked once.
  private keysOf(issuer: string): Promise<Keys> {
    const known = this.keys.get(issuer) ?? discover(issuer);
    this.keys.set(issuer, known);
    known.catch(() => this.keys.delete(issuer));
    return known;
  }
}

async function discover(issuer: string): Promise<Keys> {
  const address = `${issuer}/.well-known/openid-configuration`;
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(5000) });
    const { jwks_uri: uri } = (await response.json()) as { jwks_uri?: string };
    return createRemoteJWKSet(new URL(uri ?? ''));
  } catch (error) {
    throw new ServiceUnavailableError(`${address} does not say where the keys are; the same request succeeds once it does`, error as Error);
  }
}

function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss?.replace(/\/+$/, '');
  } catch {
    // No token of this kind; another handler may know it.
    return undefined;
  }
}

function claimsOf(token: string): Record<string, string> {
  const claims = decodeJwt(token);
  return Object.fromEntries(
    ['repository', 'project_path', 'ref', 'environment'].flatMap(key => (typeof claims[key] === 'string' ? [[key, claims[key]]] : [])),
  );
}

function jobOf({ type, name }: OidcConnection, claims: JWTPayload): Job {
  const text = (key: string) => (typeof claims[key] === 'string' && claims[key] !== '' ? claims[key] : undefined);
  const repository = text(type === 'github' ? 'repository' : 'project_path');
  const ref = text('ref');
  if (!repository || !ref) {
    throw new AuthenticationError(`The token for '${name}' names no repository and ref, as those of ${type} do`);
  }
  const gitlabRef = `refs/${text('ref_type') === 'tag' ? 'tags' : 'heads'}/${ref}`;
  const environment = text('environment');
  return { repository, ref: type === 'github' ? ref : gitlabRef, ...(environment && { environment }) };
}

function refuseOthers({ name, repositories, refs, environments }: OidcConnection, job: Job): void {
  const refuse = (what: string) => {
    throw new NotAllowedError(`The connection '${name}' takes no events from ${what}`);
  };
  if (!covers(repositories, job.repository)) {
    refuse(`the repository ${job.repository}`);
  }
  if (refs && !covers(refs, job.ref)) {
    refuse(`${job.ref} of ${job.repository}`);
  }
  if (environments && (!job.environment || !covers(environments, job.environment))) {
    refuse(job.environment ? `jobs of the environment ${job.environment}` : 'jobs of no environment');
  }
}

function covers(patterns: string[], name: string): boolean {
  return patterns.some(pattern => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern));
}
