import { useRouteRef } from '@backstage/frontend-plugin-api';
import { unclaimedRouteRef, useLiveRecord } from '@slipway/plugin-delivery';
import { Link } from 'react-router-dom';
import styles from './list.module.css';

/** How much runs that no entity claims, with the way to claim it; nothing where there is none or the person may not see it. */
export function UnclaimedLine() {
  const address = useRouteRef(unclaimedRouteRef);
  const { snapshot } = useLiveRecord<number>({
    key: 'unclaimed',
    read: api => api.countServices({}).then(({ unclaimed }) => unclaimed),
    concerns: event => event.type === 'changed' && event.refs.some(ref => ref.startsWith('unclaimed:')),
  });
  if (!snapshot.data || !address) {
    return null;
  }
  const one = snapshot.data === 1;
  return (
    <p className={styles.note}>
      {one ? 'One thing runs' : `${snapshot.data.toLocaleString('en')} things run`} that no entity claims.{' '}
      <Link to={address()}>{one ? 'See what it is, and how to claim it' : 'See what they are, and how to claim them'}</Link>
    </p>
  );
}
