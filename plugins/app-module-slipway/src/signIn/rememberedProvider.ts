const KEY = 'slipway-signed-in-with';

/** The provider with which somebody signed in with this browser last. */
export const rememberedProvider = {
  get: (): string | undefined => window.localStorage.getItem(KEY) ?? undefined,
  set: (provider: string) => window.localStorage.setItem(KEY, provider),
};
