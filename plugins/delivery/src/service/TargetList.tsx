import { Target } from '@slipway/plugin-delivery-common';
import { Button } from '@backstage/ui';
import { useState } from 'react';
import { cellWords } from '../words/states';
import { TargetCard } from './TargetCard';

const FIRST = 10;

/** Targets, worst first; of many only the first, until more are asked for. */
export function TargetList(props: { targets: Target[] }) {
  const [shown, setShown] = useState(FIRST);
  const worstFirst = [...props.targets].sort((a, b) => cellWords.indexOf(a.word) - cellWords.indexOf(b.word));
  const left = worstFirst.length - shown;
  return (
    <>
      {worstFirst.slice(0, shown).map(target => (
        <TargetCard key={target.subject ?? `${target.instance} ${target.applicationNamespace} ${target.application}`} target={target} />
      ))}
      {left > 0 && (
        <Button variant="secondary" onPress={() => setShown(shown + 10 * FIRST)}>
          {`Show more, ${left.toLocaleString('en')} left`}
        </Button>
      )}
    </>
  );
}
