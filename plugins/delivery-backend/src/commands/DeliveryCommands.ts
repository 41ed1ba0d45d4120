import { LinkCorrection } from '@slipway/plugin-delivery-common';
import { Visibility } from '../readModel';

export interface LinkCorrectionRequest {
  /** The service whose image it is. */
  ref: string;
  image: string;
  /** From seven characters on; null where the image is of no commit of the service's source. */
  commit: string | null;
  note: string;
  /** Entity ref of who decides. */
  by: string;
  visibility: Visibility;
}

/** What people decide. Each is kept on a log that outlives every read model. */
export interface DeliveryCommands {
  /** Says which commit an image was built from. What the caller may not see is a `NotFoundError`. */
  correctLink(request: LinkCorrectionRequest): Promise<LinkCorrection>;
}
