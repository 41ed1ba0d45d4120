import { Button, Select } from '@backstage/ui';
import { ServiceDetail, Stage } from '@slipway/plugin-delivery-common';
import { shortCommit } from '../words/commits';
import { formatVersion } from '../words/versions';
import { chooseSide, EnvironmentPair, environmentsOf, swapPair } from './chosenPair';
import styles from './chooser.module.css';

interface Props {
  service: ServiceDetail;
  stages: readonly Stage[];
  pair: EnvironmentPair;
  onChange: (pair: EnvironmentPair) => void;
}

function Runs(props: { service: ServiceDetail; stages: readonly Stage[]; environment: string }) {
  const cell = props.service.cells.find(each => each.environment === props.environment);
  const commit = props.stages.find(each => each.environment === props.environment)?.commit;
  const version = cell && formatVersion(cell.version);
  if (!cell) {
    return <p className={styles.runs}>is not an environment of this service</p>;
  }
  return (
    <p className={styles.runs}>
      {cell.targets === 0 ? 'runs nothing' : `runs ${version ?? 'an unknown version'}`}
      {commit && (
        <>
          , commit <code title={commit}>{shortCommit(commit)}</code>
        </>
      )}
    </p>
  );
}

function Side({ service, stages, pair, onChange, side }: Props & { side: keyof EnvironmentPair }) {
  const names = [...new Set([...environmentsOf(service), pair[side]])];
  return (
    <div className={styles.side}>
      <Select
        className={styles.select}
        label={side === 'from' ? 'From' : 'To'}
        size="small"
        options={names.map(name => ({ value: name, label: name }))}
        value={pair[side]}
        onChange={name => name !== null && onChange(chooseSide(pair, side, String(name)))}
      />
      <Runs service={service} stages={stages} environment={pair[side]} />
    </div>
  );
}

/** The two environments that are compared, to choose and to swap, with what each runs. */
export function PairChooser(props: Props) {
  return (
    <div className={styles.chooser} role="group" aria-label="Environments">
      <Side {...props} side="from" />
      <Button className={styles.swap} variant="secondary" size="small" onPress={() => props.onChange(swapPair(props.pair))}>
        Swap
      </Button>
      <Side {...props} side="to" />
    </div>
  );
}
