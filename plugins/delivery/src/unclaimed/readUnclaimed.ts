import { ServiceDetail } from '@slipway/plugin-delivery-common';
import { DeliveryApi } from '../api/deliveryApi';

const LARGEST_PAGE = 200;

/** The groups of applications that no entity claims. */
export interface UnclaimedData {
  groups: ServiceDetail[];
  hasMore: boolean;
}

/** Reads as many groups as are wanted. */
export async function readUnclaimed(api: DeliveryApi, wanted: number): Promise<UnclaimedData> {
  const groups: ServiceDetail[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: ServiceDetail[]; nextCursor: string | null } = await api.listUnclaimed({
      ...(cursor && { cursor }),
      limit: Math.min(wanted - groups.length, LARGEST_PAGE),
    });
    groups.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor && groups.length < wanted);
  return { groups, hasMore: cursor !== null };
}
