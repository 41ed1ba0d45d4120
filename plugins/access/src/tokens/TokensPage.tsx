import { useApi } from '@backstage/frontend-plugin-api';
import { MachineToken, TokenList } from '@slipway/plugin-access-common';
import { Button } from '@backstage/ui';
import { useState } from 'react';
import { accessApiRef } from '../api/accessApi';
import { AccessHeader } from '../layout/AccessHeader';
import { Loading } from '../layout/Loading';
import { LoadProblem } from '../layout/LoadProblem';
import { useLoaded } from '../layout/useLoaded';
import { ConfiguredTable } from './ConfiguredTable';
import { MakeToken } from './MakeToken';
import { NotTaken } from './NotTaken';
import { RevokeToken } from './RevokeToken';
import { orderTokens, tokensSentence } from './tokenState';
import { TokenTable } from './TokenTable';
import layout from '../layout/layout.module.css';
import styles from './tokens.module.css';

function NoTokens({ mayCreate }: Pick<TokenList, 'mayCreate'>) {
  return (
    <p className={styles.none}>
      A token lets a build, a script or another system hand in events.{' '}
      {mayCreate ? 'Make one for what shall tell Slipway something.' : 'Whoever may access.token.create makes them.'}
    </p>
  );
}

/** The tokens of machines: which there are and what each may, how to make one, and how to end one. */
export function TokensPage() {
  const api = useApi(accessApiRef);
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<MachineToken>();
  const { data, error, reload } = useLoaded('tokens', async () => ({ list: await api.listTokens(), now: Date.now() }));
  const list = data?.list;
  // Whether it is in use decides about revoking it, so that is read anew.
  const askToRevoke = (token: MachineToken) => {
    setRevoking(token);
    reload();
  };
  return (
    <main className={layout.page}>
      <AccessHeader
        current="tokens"
        mayReadTokens
        action={list?.mayCreate && <Button onPress={() => setMaking(true)}>Make a token</Button>}
      />
      <div className={layout.content}>
        {!data && !error && <Loading what="tokens" />}
        {error && <LoadProblem what="tokens of machines" error={error} onRetry={reload} />}
        {data && list && !error && (
          <>
            <p className={layout.answer}>
              {list.items.length === 0 ? 'No token was made here yet.' : tokensSentence(list.items, data.now)}
            </p>
            {!list.accepted && <NotTaken />}
            <section className={layout.panel} aria-labelledby="tokens">
              <h2 id="tokens">Made here</h2>
              {list.items.length === 0 ? (
                <NoTokens mayCreate={list.mayCreate} />
              ) : (
                <TokenTable tokens={orderTokens(list.items, data.now)} now={data.now} onRevoke={list.mayRevoke ? askToRevoke : undefined} />
              )}
            </section>
            {list.configured.length > 0 && (
              <section className={layout.panel} aria-labelledby="configured">
                <h2 id="configured">In the configuration</h2>
                <ConfiguredTable credentials={list.configured} />
              </section>
            )}
          </>
        )}
      </div>
      {making && <MakeToken onClose={() => setMaking(false)} onMade={reload} />}
      {revoking && (
        <RevokeToken
          token={list?.items.find(({ id }) => id === revoking.id) ?? revoking}
          onClose={() => setRevoking(undefined)}
          onRevoked={reload}
        />
      )}
    </main>
  );
}
