import { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { EnvironmentPair } from './chosenPair';
import { useCompareLink } from './useCompareAddress';

/** Leads to the comparison of two environments of a service; without them the page chooses, and where it is not installed the words stay. */
export function CompareLink(props: { service: string; pair?: Partial<EnvironmentPair>; label?: string; children: ReactNode }) {
  const address = useCompareLink()(props.service, props.pair);
  return address ? (
    <Link to={address} aria-label={props.label}>
      {props.children}
    </Link>
  ) : (
    <>{props.children}</>
  );
}
