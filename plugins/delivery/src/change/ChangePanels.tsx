import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Change, FoundChange, ServiceDetail } from '@slipway/plugin-delivery-common';
import { Link } from 'react-router-dom';
import { Rail } from '../components/Rail';
import { answerOf } from '../journey/answerOf';
import { eventsOf } from '../journey/eventsOf';
import { journeyOf } from '../journey/journeyOf';
import { entityRouteRef } from '../routes';
import { shortCommit } from '../words/commits';
import { AnswerText } from './AnswerText';
import { ChangePageData } from './readChangePage';
import { HappenedPanel } from './HappenedPanel';
import { OthersPanel, ProofPanel, SeenPanel } from './SidePanels';
import styles from './change.module.css';

type TouchedService = FoundChange['services'][number];

function ServiceName({ service }: { service: TouchedService }) {
  const entity = useRouteRef(entityRouteRef);
  const name = service.title ?? service.name;
  const address = entity?.(parseEntityRef(service.ref));
  return (
    <h2 className={styles.service}>
      {address ? (
        <Link className={styles.link} to={`${address}/delivery`}>
          {name}
        </Link>
      ) : (
        name
      )}
      {!service.touchesKnown && (
        <span className={styles.meta}>nobody told which paths the change touches, so it may not concern this service</span>
      )}
    </h2>
  );
}

function AnswerPanel(props: { change: Change; service?: TouchedService; detail?: ServiceDetail }) {
  const { change, service, detail } = props;
  const steps = journeyOf(service ? { ...change, environments: service.environments } : change, detail);
  return (
    <section className={styles.answer} aria-label={service ? `Where it is in ${service.name}` : 'Where it is'}>
      {service && <ServiceName service={service} />}
      <AnswerText answer={answerOf(steps)} />
      <Rail steps={steps} size="large" label={`Way of ${shortCommit(change.commit)}${service ? ` in ${service.name}` : ''}`} />
    </section>
  );
}

/** One change: the answer and the rail for each service that it touches, what happened, and at the side what proves it. */
export function ChangePanels(props: { data: ChangePageData; change: Change }) {
  const { data, change } = props;
  const { services } = data.found;
  const details = [...data.services.values()];
  const answers = services.map(service =>
    answerOf(journeyOf({ ...change, environments: service.environments }, data.services.get(service.ref))),
  );
  return (
    <>
      {services.length === 0 && <AnswerPanel change={change} />}
      {services.map(service => (
        <AnswerPanel key={service.ref} change={change} service={service} detail={data.services.get(service.ref)} />
      ))}
      <div className={styles.two}>
        <HappenedPanel
          events={eventsOf(
            change,
            details.flatMap(detail => detail.deployments),
          )}
          now={services.map((service, index) => ({ service: services.length > 1 ? service.name : undefined, answer: answers[index] }))}
        />
        <aside className={styles.side}>
          {services.map(service => (
            <ProofPanel
              key={service.ref}
              change={change}
              environments={service.environments}
              name={services.length > 1 ? service.name : undefined}
            />
          ))}
          {services.length === 0 && <ProofPanel change={change} environments={change.environments} />}
          <OthersPanel title="Reverted by" commits={change.revertedBy} />
          <OthersPanel title="Picked as" commits={change.pickedAs} />
          <SeenPanel change={change} services={details} sources={data.sources} />
        </aside>
      </div>
    </>
  );
}
