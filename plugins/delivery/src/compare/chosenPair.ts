import { ServiceDetail } from '@slipway/plugin-delivery-common';

/** The two environments that are compared. */
export interface EnvironmentPair {
  from: string;
  to: string;
}

/** The environments of a service, in promotion order. */
export function environmentsOf(service: Pick<ServiceDetail, 'cells'>): string[] {
  return service.cells.flatMap(cell => cell.environment ?? []);
}

/**
 * What is compared: what the address names; for what it leaves out the last environment in which something runs, and the one before it.
 * Undefined where there are no two environments.
 */
export function choosePair(
  asked: Partial<EnvironmentPair>,
  service: Pick<ServiceDetail, 'cells'> | undefined,
): EnvironmentPair | undefined {
  if (asked.from && asked.to) {
    return { from: asked.from, to: asked.to };
  }
  const all = service ? environmentsOf(service) : [];
  if (all.length < 2) {
    return undefined;
  }
  const running = service!.cells.filter(cell => cell.targets > 0).flatMap(cell => cell.environment ?? []);
  const order = running.length > 1 ? running : all;
  const before = (environments: string[], name: string) => environments[environments.indexOf(name) - 1];
  const to = asked.to ?? order.filter(name => name !== asked.from).pop()!;
  const from = asked.from ?? before(order, to) ?? before(all, to) ?? order.find(name => name !== to)!;
  return { from, to };
}

/** A pair with one side chosen anew; who chooses what stands on the other side gets both swapped. */
export function chooseSide(pair: EnvironmentPair, side: keyof EnvironmentPair, name: string): EnvironmentPair {
  const other = side === 'from' ? 'to' : 'from';
  return name === pair[other] ? swapPair(pair) : { ...pair, [side]: name };
}

/** The same pair the other way round. */
export function swapPair({ from, to }: EnvironmentPair): EnvironmentPair {
  return { from: to, to: from };
}
