import { ConfiguredCredential } from '@slipway/plugin-access-common';
import layout from '../layout/layout.module.css';
import { boundsWords } from './boundsWords';
import { Cell } from './Cell';
import styles from './tokens.module.css';

const proofs: Record<string, string> = {
  static: 'a secret in the configuration',
  legacy: 'a secret in the configuration',
  jwks: 'a token that another system signs',
  github: 'a token that GitHub signs for each job',
  gitlab: 'a token that GitLab signs for each job',
  user: 'the person who is signed in',
};

/** The credentials that stand in the configuration, and where. */
export function ConfiguredTable({ credentials }: { credentials: ConfiguredCredential[] }) {
  return (
    <table className={styles.table} aria-label="Credentials of the configuration">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Hands in</th>
          <th scope="col">Proves itself by</th>
          <th scope="col">Is revoked in the configuration at</th>
        </tr>
      </thead>
      <tbody>
        {credentials.map(({ name, subject, kind, bounds, key }) => (
          <tr key={key}>
            <th scope="row">
              {name} <span className={layout.code}>{subject}</span>
            </th>
            <Cell label="Hands in" long>
              {boundsWords(bounds)}
            </Cell>
            <Cell label="Proves itself by">{proofs[kind] ?? 'a token of Slipway itself'}</Cell>
            <Cell label="Revoked at">
              <span className={layout.code}>{key}</span>
            </Cell>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
