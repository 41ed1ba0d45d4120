import { Button, Select } from '@backstage/ui';
import { Question } from '../api/accessApi';
import { EntityPicker } from './EntityPicker';
import styles from './mine.module.css';

const ANYWHERE = '';

/** Asks about one entity, and one environment that it is in. */
export function AskForm(props: { question: Question; environments: string[]; onAsk: (question: Question) => void }) {
  const { question, onAsk } = props;
  const { entity, environment } = question;
  const environments = [...new Set([...props.environments, ...(environment ? [environment] : [])])];
  return (
    <div className={styles.ask} role="group" aria-label="Ask about one entity">
      <EntityPicker
        key={entity}
        className={styles.field}
        value={entity}
        onPick={ref => onAsk(ref === entity ? question : { entity: ref })}
      />
      {environments.length > 0 && (
        <Select
          className={styles.field}
          label="In"
          size="small"
          options={[{ value: ANYWHERE, label: 'all its environments' }, ...environments.map(name => ({ value: name, label: name }))]}
          value={environment ?? ANYWHERE}
          onChange={name => onAsk({ entity, environment: String(name ?? ANYWHERE) || undefined })}
        />
      )}
      {entity && (
        <Button variant="tertiary" size="small" onPress={() => onAsk({})}>
          Clear
        </Button>
      )}
    </div>
  );
}
