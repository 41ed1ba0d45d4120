import { Comparison, Stage } from '@slipway/plugin-delivery-common';
import { DeliveryApi } from '../api/deliveryApi';
import { EnvironmentPair } from './chosenPair';

/** What would go between two environments, with what each of them runs by commit. */
export interface ComparisonData {
  comparison: Comparison;
  /** Empty where it could not be read. */
  stages: Stage[];
}

/** Reads a comparison; where it cannot be read what the environments run, the comparison still is. */
export async function readComparison(api: DeliveryApi, ref: string, pair: EnvironmentPair): Promise<ComparisonData> {
  const [comparison, changes] = await Promise.allSettled([api.compareEnvironments(ref, pair), api.listChanges(ref, { limit: 1 })]);
  if (comparison.status === 'rejected') {
    throw comparison.reason;
  }
  return { comparison: comparison.value, stages: changes.status === 'fulfilled' ? changes.value.stages : [] };
}
