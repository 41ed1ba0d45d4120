import { createServer, Server } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;

/** Signs tokens of jobs, as GitHub Actions and GitLab do, and says where its keys are. */
export class CiHost {
  static async start(): Promise<CiHost> {
    const [pair, other] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
    const host = new CiHost(pair, other);
    host.server.on('request', (request, response) => {
      host.requests.push(request.url!);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(request.url === '/keys' ? { keys: [jwk] } : { issuer: host.issuer, jwks_uri: `${host.issuer}/keys` }));
    });
    await new Promise<void>(resolve => host.server.listen(0, '127.0.0.1', resolve));
    return host;
  }

  readonly requests = new Array<string>();
  private readonly server: Server = createServer();

  private constructor(
    private readonly pair: Pair,
    private readonly other: Pair,
  ) {}

  get issuer(): string {
    return `http://127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  async token(claims: Record<string, unknown>, how: { audience?: string; lifeSeconds?: number; forged?: boolean } = {}): Promise<string> {
    const { audience = 'https://slipway.example.com', lifeSeconds = 300, forged = false } = how;
    const now = Math.floor(Date.now() / 1000);
    const jwt = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'one', typ: 'JWT' })
      .setIssuer(this.issuer)
      .setAudience(audience)
      .setSubject('job')
      .setIssuedAt(now - 600)
      .setExpirationTime(now + lifeSeconds)
      .sign((forged ? this.other : this.pair).privateKey);
    return `Bearer ${jwt}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }
}
