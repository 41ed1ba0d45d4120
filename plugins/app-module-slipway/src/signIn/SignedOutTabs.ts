const CHANNEL = 'slipway-session';

/** Tells the other tabs of this browser that nobody is signed in any more. */
export interface SignedOutTabs {
  tell(): void;
}

/** The tabs of this browser: one that hears of a sign-out starts anew, and finds itself signed out. */
export function openSignedOutTabs(): SignedOutTabs {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = () => window.location.reload();
  return { tell: () => channel.postMessage('signed-out') };
}
