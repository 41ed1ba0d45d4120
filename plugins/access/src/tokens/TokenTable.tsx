import { MachineToken } from '@slipway/plugin-access-common';
import { Button } from '@backstage/ui';
import layout from '../layout/layout.module.css';
import { Instant } from '../words/Instant';
import { Ref } from '../words/Ref';
import { boundsWords } from './boundsWords';
import { Cell } from './Cell';
import { stateOf } from './tokenState';
import styles from './tokens.module.css';

function State({ token, now }: { token: MachineToken; now: number }) {
  const state = stateOf(token, now);
  if (state === 'revoked') {
    return (
      <>
        Revoked{' '}
        <span className={layout.quiet}>
          <Instant at={token.revokedAt!} /> by {token.revokedBy ? <Ref entityRef={token.revokedBy} short /> : 'somebody unknown'}
        </span>
      </>
    );
  }
  return (
    <>
      {state === 'works' ? 'Works' : 'Ended'}{' '}
      <span className={layout.quiet}>
        {state === 'works' && (token.expiresAt ? 'until ' : 'until it is revoked')}
        {token.expiresAt && <Instant at={token.expiresAt} dayOnly />}
      </span>
    </>
  );
}

function TokenRow(props: { token: MachineToken; now: number; onRevoke?: () => void }) {
  const { token, now, onRevoke } = props;
  const works = stateOf(token, now) === 'works';
  return (
    <tr data-state={works ? 'works' : 'ended'}>
      <th scope="row">
        {token.name} <span className={layout.code}>…{token.ending}</span>
      </th>
      <Cell label="Hands in" long>
        {boundsWords(token.bounds)}
      </Cell>
      <Cell label="Reads">{token.reads ? 'delivery and catalog' : 'nothing'}</Cell>
      <Cell label="Made">
        <Instant at={token.createdAt} dayOnly />{' '}
        <span className={layout.quiet}>
          by <Ref entityRef={token.createdBy} short />
        </span>
      </Cell>
      <Cell label="Last used">{token.lastUsedAt ? <Instant at={token.lastUsedAt} /> : 'never'}</Cell>
      <Cell label="State">
        <State token={token} now={now} />
      </Cell>
      {onRevoke && (
        <td className={styles.act}>
          {works && (
            <Button variant="secondary" size="small" onPress={onRevoke} aria-label={`Revoke ${token.name}`}>
              Revoke
            </Button>
          )}
        </td>
      )}
    </tr>
  );
}

/** The tokens that people made, with what each may, who made it, and how it does. */
export function TokenTable(props: { tokens: MachineToken[]; now: number; onRevoke?: (token: MachineToken) => void }) {
  const { tokens, now, onRevoke } = props;
  return (
    <table className={styles.table} aria-label="Tokens">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Hands in</th>
          <th scope="col">Reads</th>
          <th scope="col">Made</th>
          <th scope="col">Last used</th>
          <th scope="col">State</th>
          {onRevoke && <td />}
        </tr>
      </thead>
      <tbody>
        {tokens.map(token => (
          <TokenRow key={token.id} token={token} now={now} onRevoke={onRevoke && (() => onRevoke(token))} />
        ))}
      </tbody>
    </table>
  );
}
