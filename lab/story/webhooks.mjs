// Webhooks as a Git host sends them to Slipway.
import { createHmac } from 'node:crypto';

/** The signature of a body, as it stands in the header. */
export const signed = ({ state }, body, secret = state.secrets.webhook) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

/** Sends a delivery; answers the status, and the words of a refusal. */
export async function sendWebhook(processes, event, body, signature = signed(processes, body)) {
  const response = await fetch(`http://127.0.0.1:${processes.state.ports.slipway}/api/delivery/webhooks/gitea`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'x-github-event': event, ...(signature && { 'x-hub-signature-256': signature }) },
  });
  return { status: response.status, said: await response.text() };
}
