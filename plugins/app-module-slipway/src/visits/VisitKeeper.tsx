import { useEffect } from 'react';
import { useLocation } from 'react-router-dom';
import { usePerson } from '../navigation/usePerson';
import { keepVisit, visitOf } from './visits';

/** Notes which pages the person looks at, for Home's list of recent ones. */
export function VisitKeeper() {
  const { pathname } = useLocation();
  const ref = usePerson()?.ref;
  useEffect(() => {
    const visit = visitOf(pathname);
    if (ref && visit) {
      keepVisit(ref, visit);
    }
  }, [pathname, ref]);
  return null;
}
