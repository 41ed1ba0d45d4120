import { Entity } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { EntityContentLayoutProps } from '@backstage/plugin-catalog-react/alpha';
import { Button } from '@backstage/ui';
import { InstantTip, LoadingBars } from '@slipway/plugin-delivery';
import { About } from './About';
import { Dependencies } from './Dependencies';
import { Members } from './Members';
import { neighbourRefs } from './neighbours';
import { useRelated } from './useRelated';
import styles from './overview.module.css';

const targets = (entity: Entity, ...types: string[]) => [
  ...new Set((entity.relations ?? []).filter(({ type }) => types.includes(type)).map(({ targetRef }) => targetRef)),
];

const containers: Record<string, { relations: string[]; none: string }> = {
  System: { relations: ['hasPart'], none: 'No entity names this system. spec.system in its catalog-info.yaml does.' },
  Domain: { relations: ['hasPart'], none: 'No system names this domain. spec.domain in its catalog-info.yaml does.' },
  Group: { relations: ['ownerOf', 'hasMember', 'parentOf'], none: 'This team owns nothing in the catalog and has no members.' },
  User: { relations: ['ownerOf', 'memberOf'], none: 'Nothing in the catalog names this person.' },
};

/** What an entity's page says first: what it is, what it needs, what belongs to it; then the cards of other plugins. */
export function Overview(props: EntityContentLayoutProps) {
  const { entity } = useEntity();
  const container = containers[entity.kind];
  const { entities, error, retry } = useRelated(container ? targets(entity, ...container.relations) : neighbourRefs(entity));
  return (
    <InstantTip>
      <div className={styles.overview}>
        {error && (
          <section className={styles.panel} role="alert">
            <h2>What belongs here could not be loaded</h2>
            <p className={styles.words}>The catalog answered: {error.message}</p>
            <Button variant="secondary" onPress={retry}>
              Try again
            </Button>
          </section>
        )}
        {!entities && !error && <LoadingBars what="what belongs here" />}
        {entities &&
          (container ? <Members entities={entities} none={container.none} /> : <Dependencies entity={entity} found={entities} />)}
        <About />
        {props.cards.map(({ element }, index) => (
          <div key={index} className={styles.card}>
            {element}
          </div>
        ))}
      </div>
    </InstantTip>
  );
}
