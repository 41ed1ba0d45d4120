import { WorkloadCondition } from '@slipway/plugin-delivery-common';
import { itemsOf, membersOf, messageOf, textOf } from '@slipway/plugin-delivery-node';

/** The conditions of a status, without their times, in the order of their types. */
export function conditionsOf(conditions: unknown): WorkloadCondition[] {
  return itemsOf(conditions)
    .flatMap(item => {
      const { type, status, reason, message } = membersOf(item);
      const name = textOf(type);
      const words = { reason: textOf(reason), message: messageOf(message) };
      return name === undefined
        ? []
        : [
            {
              type: name,
              status: textOf(status) ?? 'Unknown',
              ...(words.reason !== undefined && { reason: words.reason }),
              ...(words.message !== undefined && { message: words.message }),
            },
          ];
    })
    .sort((a, b) => (a.type < b.type ? -1 : 1));
}
