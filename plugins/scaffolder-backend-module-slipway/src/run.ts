/** How a thing says which run made it; what names another run is somebody else's. */
export const markOf = (run: string) => `Made by Slipway, run ${run}`;

/** True where a text names the run, in whatever words. */
export const names = (text: string, run: string) => text.includes(run);
