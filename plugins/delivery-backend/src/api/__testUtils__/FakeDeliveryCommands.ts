import { LinkCorrection } from '@slipway/plugin-delivery-common';
import { DeliveryCommands, LinkCorrectionRequest } from '../../commands';

/** Keeps what was decided. */
export class FakeDeliveryCommands implements DeliveryCommands {
  readonly corrections = new Array<LinkCorrectionRequest>();

  async correctLink(request: LinkCorrectionRequest): Promise<LinkCorrection> {
    this.corrections.push(request);
    const { image, commit, note, by } = request;
    return { image, commit, note, by, at: '2026-03-01T10:00:00.000Z' };
  }
}
