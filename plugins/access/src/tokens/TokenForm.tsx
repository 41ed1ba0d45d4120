import { Checkbox, Select, TextAreaField, TextField } from '@backstage/ui';
import { FOR_GOOD, TokenDraft } from './newToken';
import { boundsWords } from './boundsWords';
import { tokenOf } from './newToken';
import styles from './tokens.module.css';

const terms = [
  { value: '7', label: 'a week' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'a year' },
  { value: FOR_GOOD, label: 'until it is revoked' },
];

const bounds = [
  { key: 'types', label: 'Types of events', description: 'dev.slipway.run.*, dev.cdevents.*' },
  { key: 'repositories', label: 'About repositories', description: 'git.example.com/shop/*, ghcr.io/shop/cart' },
  { key: 'entities', label: 'About entities', description: 'component:default/cart' },
  { key: 'environments', label: 'In environments', description: 'dev, staging' },
] as const;

/** The fields of a token that is to be made, with what it may in words. */
export function TokenForm(props: { draft: TokenDraft; onChange: (draft: TokenDraft) => void }) {
  const { draft, onChange } = props;
  const token = tokenOf(draft);
  return (
    <div className={styles.form}>
      <TextField
        label="Name"
        description="What uses it: it stands beside whatever the token hands in."
        value={draft.name}
        onChange={name => onChange({ ...draft, name })}
        isRequired
        maxLength={100}
        autoComplete="off"
      />
      <p className={styles.hint}>Bounds of what it hands in. One value a line; a trailing * stands for any ending; empty bounds nothing.</p>
      <div className={styles.bounds}>
        {bounds.map(({ key, label, description }) => (
          <TextAreaField
            key={key}
            label={label}
            description={description}
            rows={2}
            value={draft[key]}
            onChange={text => onChange({ ...draft, [key]: text })}
          />
        ))}
      </div>
      <Checkbox isSelected={draft.reads} onChange={reads => onChange({ ...draft, reads })}>
        It also reads delivery and catalog, all of them
      </Checkbox>
      <Select
        label="Works for"
        size="small"
        options={terms}
        value={draft.days}
        onChange={days => onChange({ ...draft, days: String(days) })}
      />
      <p className={styles.hint} role="status">
        It hands in {boundsWords(token.bounds ?? {})}, and reads {draft.reads ? 'delivery and catalog' : 'nothing'}.
      </p>
    </div>
  );
}
