import { useApi } from '@backstage/frontend-plugin-api';
import { ServiceDetail, ServiceRow } from '@slipway/plugin-delivery-common';
import { Dialog, DialogHeader } from '@backstage/ui';
import { useEffect, useState } from 'react';
import { deliveryApiRef } from '../api/deliveryApi';
import { DeliveryRequestError } from '../api/DeliveryRequestError';
import { InstantTip } from '../components/InstantTip';
import { formatRef, unclaimedId } from '../words/refs';
import { ServiceDetails } from './ServiceDetails';
import styles from './sheet.module.css';

/** What was read of a service, or why it could not be. */
function useServiceDetail(ref: string | undefined, row: ServiceRow | undefined) {
  const api = useApi(deliveryApiRef);
  const [detail, setDetail] = useState<ServiceDetail>();
  const [error, setError] = useState<Error>();

  useEffect(() => {
    setDetail(undefined);
    setError(undefined);
  }, [ref]);

  // The row is read anew whenever it changes, and the sheet with it.
  useEffect(() => {
    let current = true;
    if (ref !== undefined) {
      api.getService(ref).then(
        read => current && (setDetail(read), setError(undefined)),
        reason => current && setError(reason),
      );
    }
    return () => {
      current = false;
    };
  }, [api, ref, row]);

  return { detail, error };
}

function problemWords(ref: string, error: Error): string {
  if (error instanceof DeliveryRequestError && error.status === 404) {
    return `${titleOf(ref)} is not in the record, or you may not see it.`;
  }
  return `${titleOf(ref)} could not be loaded: ${error.message}`;
}

function titleOf(ref: string): string {
  return unclaimedId(ref) ?? formatRef(ref);
}

/** Everything about one service, beside the fleet. Esc closes it and gives the focus back. */
export function ServiceSheet(props: {
  serviceRef: string | undefined;
  /** The environment whose deployments stand first, and alone. */
  deployedTo?: string;
  row: ServiceRow | undefined;
  environments: string[];
  onClose: () => void;
}) {
  const { serviceRef, row } = props;
  const { detail, error } = useServiceDetail(serviceRef, row);
  const known = detail?.ref === serviceRef ? detail : undefined;
  const title = (known ?? row)?.title ?? (known ?? row)?.name ?? (serviceRef && titleOf(serviceRef));

  return (
    <Dialog className={styles.sheet} isOpen={serviceRef !== undefined} onOpenChange={open => !open && props.onClose()}>
      <DialogHeader className={styles.header}>{title}</DialogHeader>
      <div className={styles.body}>
        <InstantTip>
          {serviceRef && error && !known && (
            <p role="alert" className={styles.problem}>
              {problemWords(serviceRef, error)}
            </p>
          )}
          {!known && !error && <p className={styles.loading}>Loading</p>}
          {known && <ServiceDetails detail={known} environments={props.environments} deployedTo={props.deployedTo} />}
        </InstantTip>
      </div>
    </Dialog>
  );
}
