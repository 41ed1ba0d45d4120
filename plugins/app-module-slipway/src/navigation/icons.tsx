import { ReactNode } from 'react';

function Icon(props: { children: ReactNode }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      aria-hidden="true"
      focusable="false"
    >
      {props.children}
    </svg>
  );
}

/** Four tiles. */
export const catalogIcon = (
  <Icon>
    <rect x="2" y="2" width="5" height="5" rx="1.2" />
    <rect x="9" y="2" width="5" height="5" rx="1.2" />
    <rect x="2" y="9" width="5" height="5" rx="1.2" />
    <rect x="9" y="9" width="5" height="5" rx="1.2" />
  </Icon>
);

/** Three lines. */
export const menuIcon = (
  <Icon>
    <path d="M2 4.5h12M2 8h12M2 11.5h12" />
  </Icon>
);

/** A circle, half of it filled. */
export const themeIcon = (
  <Icon>
    <circle cx="8" cy="8" r="6.25" />
    <path d="M8 1.75a6.25 6.25 0 0 1 0 12.5z" fill="currentColor" stroke="none" />
  </Icon>
);

/** An arrow that leaves a door. */
export const signOutIcon = (
  <Icon>
    <path d="M6.2 2.4H3.4a1 1 0 0 0-1 1v9.2a1 1 0 0 0 1 1h2.8M10 5l3 3-3 3M13 8H6.2" strokeLinejoin="round" />
  </Icon>
);
