import { AuditorService } from '@backstage/backend-plugin-api';
import { AuthenticationError, ConflictError, NotFoundError } from '@backstage/errors';
import { MachineToken, NewMachineToken } from '@slipway/plugin-access-common';
import { randomUUID } from 'node:crypto';
import { TokenRow } from '../database/TokenRow';
import { TokenStore } from '../database/TokenStore';
import { CallerVerifier, MachineCaller } from './MachineCallers';
import { hashToken, mintToken, PREFIX } from './secrets';

/** The tokens that people make for machines, kept hashed. Each use looks at the database, so that a revoked one ends everywhere at once. */
export class MachineTokens implements CallerVerifier {
  constructor(
    private readonly store: TokenStore,
    private readonly auditor: Pick<AuditorService, 'createEvent'>,
  ) {}

  async list(): Promise<MachineToken[]> {
    return (await this.store.list()).map(toToken);
  }

  /** Makes a token; its text is in the answer, and nowhere afterwards. */
  async create(asked: NewMachineToken, createdBy: string): Promise<MachineToken & { token: string }> {
    const token = mintToken();
    const { name, bounds = {}, reads = false, days } = asked;
    const row = await this.store.insert({
      id: randomUUID(),
      name,
      hash: hashToken(token),
      ending: token.slice(-4),
      bounds,
      reads,
      createdBy,
      ...(days && { days }),
    });
    if (!row) {
      throw new ConflictError(`There is a token '${name}' already; revoke it first, or give this one another name`);
    }
    return { ...toToken(row), token };
  }

  async revoke(id: string, by: string): Promise<MachineToken> {
    const row = /^[0-9a-f-]{36}$/.test(id) ? await this.store.revoke({ id, by }) : undefined;
    if (!row) {
      throw new NotFoundError(`There is no token '${id}'`);
    }
    return toToken(row);
  }

  async verify(token: string): Promise<MachineCaller | undefined> {
    if (!token.startsWith(PREFIX)) {
      return undefined;
    }
    const row = await this.store.use(hashToken(token));
    if (!row) {
      throw await this.refused('unknown', 'This token is not known here; it may belong to another installation');
    }
    if (row.revoked_at) {
      throw await this.refused(
        row.name,
        `The token '${row.name}' was revoked on ${day(row.revoked_at)} by ${row.revoked_by}; ask for another`,
      );
    }
    if (row.expired) {
      throw await this.refused(row.name, `The token '${row.name}' ended on ${day(row.expires_at!)}; ask for another`);
    }
    const { types, repositories, entities, environments } = row.bounds;
    const bounds = Object.fromEntries(Object.entries({ types, repositories, entities, environments }).filter(([, value]) => value?.length));
    return { credential: { name: row.name, subject: `token:${row.id}`, ...bounds }, reads: row.reads };
  }

  private async refused(name: string, message: string): Promise<AuthenticationError> {
    const error = new AuthenticationError(message);
    const event = await this.auditor.createEvent({ eventId: 'token-use', severityLevel: 'medium', meta: { token: name } });
    await event.fail({ error });
    return error;
  }
}

function day(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

function toToken(row: TokenRow): MachineToken {
  return {
    id: row.id,
    name: row.name,
    ending: row.ending,
    bounds: row.bounds,
    reads: row.reads,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    revokedBy: row.revoked_by,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  };
}
