import { ConfiguredCredential, Explanation, MachineToken, NewMachineToken } from '@slipway/plugin-access-common';
import { AccessApi, Question } from '../api/accessApi';
import { AccessRequestError } from '../api/AccessRequestError';
import { explanation, machineToken } from './explanations';

/** Access in memory: explanations by entity, tokens to make and revoke, failures to order. */
export class FakeAccessApi implements AccessApi {
  altogether = explanation();
  /** By the ref of the entity. */
  about: Record<string, Explanation> = {};
  tokens: MachineToken[] = [];
  configured: ConfiguredCredential[] = [];
  accepted = true;
  may = { mayCreate: true, mayRevoke: true };
  failure: Error | undefined;

  async explainMine({ entity, environment }: Question) {
    this.failIfOrdered();
    if (!entity) {
      return this.altogether;
    }
    const found = this.about[entity];
    if (!found?.entity) {
      throw new AccessRequestError(404, 'NotFoundError', `There is no entity '${entity}', or it is not shown to you`);
    }
    return environment ? { ...found, entity: { ...found.entity, environments: [environment] } } : found;
  }

  async listTokens() {
    this.failIfOrdered();
    return { accepted: this.accepted, ...this.may, items: this.tokens, configured: this.configured };
  }

  async createToken({ name, bounds = {}, reads = false }: NewMachineToken) {
    if (this.tokens.some(token => token.name === name)) {
      throw new AccessRequestError(409, 'ConflictError', `There is a token '${name}' already`);
    }
    const made = machineToken(name, { bounds, reads });
    this.tokens = [...this.tokens, made];
    return { ...made, token: `slw_secret-of-${name}` };
  }

  async revokeToken(id: string) {
    const revoked = { revokedBy: 'user:default/ada', revokedAt: '2026-03-02T10:00:00Z' };
    this.tokens = this.tokens.map(token => (token.id === id ? { ...token, ...revoked } : token));
    return this.tokens.find(token => token.id === id)!;
  }

  private failIfOrdered() {
    if (this.failure) {
      throw this.failure;
    }
  }
}
