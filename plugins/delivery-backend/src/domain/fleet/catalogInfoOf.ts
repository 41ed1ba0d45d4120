import { ServiceInput } from '../model';
import { PlacedTarget } from './targetsOf';

/** A catalog-info.yaml that would claim a group of applications. */
export function catalogInfoOf(group: NonNullable<ServiceInput['unclaimed']>, targets: readonly PlacedTarget[]): string {
  const names = [...new Set(targets.map(item => item.application))].sort();
  const instances = [...new Set(targets.map(item => item.instance))].sort();
  const repeats = names.length < targets.length;
  const namespaces = [...new Set(targets.map(item => item.applicationNamespace ?? ''))];
  const lines = [
    'apiVersion: backstage.io/v1alpha1',
    'kind: Component',
    'metadata:',
    `  name: ${entityName(group.name)}`,
    '  annotations:',
    `    argocd/app-name: ${quoted(names.join(','))}`,
    `    argocd/instance-name: ${quoted(instances.join(','))}`,
    ...(repeats && namespaces.length === 1 ? [`    argocd/app-namespace: ${quoted(namespaces[0])}`] : []),
    'spec:',
    '  type: service',
    '  lifecycle: production',
    '  owner: guests # replace with the team that owns it',
  ];
  return `${lines.join('\n')}\n`;
}

// An entity's name takes letters, digits and -_. between them, 63 at most.
function entityName(name: string): string {
  return (
    name
      .replace(/[^A-Za-z0-9._-]+/g, '-')
      .slice(0, 63)
      .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '') || 'unnamed'
  );
}

function quoted(value: string): string {
  return /^[A-Za-z][A-Za-z0-9.-]*$/.test(value) ? value : JSON.stringify(value);
}
