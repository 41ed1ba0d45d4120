/** How the commit of an image is known, strongest first: `hand` is what somebody decided. */
export type LinkedBy = 'hand' | 'label' | 'provenance' | 'run' | 'tag';

/** An image with the commit that it was built from, or why none is proved. */
export type ImageLink =
  | { image: string; digest: string | null; linked: true; repository: string; commit: string; by: LinkedBy }
  | { image: string; digest: string | null; linked: false; why: string };
