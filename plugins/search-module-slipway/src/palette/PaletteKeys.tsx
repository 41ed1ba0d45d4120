import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { lazy, Suspense, useEffect, useState } from 'react';

const Palette = lazy(() => import('./Palette').then(({ Palette: component }) => ({ default: component })));

/** Opens the search by ⌘K or Ctrl+K, wherever somebody who is signed in is. */
export function PaletteKeys() {
  const identityApi = useApi(identityApiRef);
  const [signedIn, setSignedIn] = useState(false);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    // Before that nobody answers, and the sign-in page has the keys.
    identityApi.getBackstageIdentity().then(
      () => setSignedIn(true),
      () => undefined,
    );
  }, [identityApi]);
  useEffect(() => {
    if (!signedIn) {
      return undefined;
    }
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setOpen(now => !now);
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [signedIn]);
  return open ? (
    <Suspense fallback={null}>
      <Palette onClose={() => setOpen(false)} />
    </Suspense>
  ) : null;
}
