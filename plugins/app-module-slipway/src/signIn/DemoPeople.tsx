import { initialsOf } from '../navigation/initials';
import { SignInWays } from './signInWays';
import styles from './SignInPage.module.css';

/** The people of the demo organisation, one of whom one may be. */
export function DemoPeople({ people, onPick }: { people: SignInWays['people']; onPick: (user: string) => void }) {
  if (people.length === 0) {
    return null;
  }
  return (
    <ul className={styles.people}>
      {people.map(({ user, name, role }) => (
        <li key={user}>
          <button type="button" className={styles.person} onClick={() => onPick(user)}>
            <span className={styles.avatar} aria-hidden="true">
              {initialsOf(name)}
            </span>
            <span>
              <span className={styles.name}>{name}</span>
              <span className={styles.role}>{role}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
