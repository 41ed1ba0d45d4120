import { CodeBlock } from '../components/CodeBlock';
import notice from '../fleet/notice.module.css';

const annotations = `metadata:
  annotations:
    argocd/app-name: my-service-dev,my-service-production
    backstage.io/source-location: url:https://git.example.com/acme/my-service
`;

/** An entity that the delivery record does not know: what to add, so that it does. */
export function NotDelivered() {
  return (
    <section className={notice.panel} aria-labelledby="not-delivered">
      <h2 id="not-delivered" className={notice.heading}>
        No deployments yet
      </h2>
      <p className={notice.words}>
        The delivery record does not know this entity, or it is not shown to you. It is known as soon as an annotation says which
        applications are its own. The repository says which changes are.
      </p>
      <CodeBlock label="catalog-info.yaml" text={annotations} />
    </section>
  );
}
