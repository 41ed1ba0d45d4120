import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { useEffect, useState } from 'react';

/** Who is signed in: a name to show and the entity ref behind it; undefined until it is known. */
export function usePerson(): { name: string; ref: string } | undefined {
  const identityApi = useApi(identityApiRef);
  const [person, setPerson] = useState<{ name: string; ref: string }>();

  useEffect(() => {
    let current = true;
    Promise.all([identityApi.getBackstageIdentity(), identityApi.getProfileInfo()]).then(
      ([identity, profile]) => {
        if (current) {
          const ref = identity.userEntityRef;
          setPerson({ ref, name: profile.displayName ?? parseEntityRef(ref).name });
        }
      },
      // Without an identity the name stays away; the page itself says that nobody is signed in.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [identityApi]);

  return person;
}
