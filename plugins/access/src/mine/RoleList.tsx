import { Explanation } from '@slipway/plugin-access-common';
import layout from '../layout/layout.module.css';
import { Ref } from '../words/Ref';
import styles from './mine.module.css';

/** The roles that somebody has, because of what, and where that stands. */
export function RoleList({ roles, policy }: Pick<Explanation, 'roles' | 'policy'>) {
  return (
    <section className={layout.panel} aria-labelledby="roles">
      <h2 id="roles">Your roles</h2>
      {roles.length === 0 && <p>None. Whoever keeps the policy can give one to you or to a group of yours.</p>}
      <ul className={styles.roles}>
        {roles.map(({ name, because, place }) => (
          <li key={name}>
            <b>{name}</b>
            <span>because of {because === 'everyone' ? 'being signed in' : <Ref entityRef={because} />}</span>
            <span className={layout.code}>{place}</span>
          </li>
        ))}
      </ul>
      <p className={styles.from}>
        The policy is <span className={layout.code}>{policy}</span>.
      </p>
    </section>
  );
}
