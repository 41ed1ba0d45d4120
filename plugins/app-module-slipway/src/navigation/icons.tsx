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

/** A house. */
export const homeIcon = (
  <Icon>
    <path d="M2.2 7.2L8 2.3l5.8 4.9v6.3H9.7V9.8H6.3v3.7H2.2z" strokeLinejoin="round" />
  </Icon>
);

/** A lens. */
export const searchIcon = (
  <Icon>
    <circle cx="7" cy="7" r="4.6" />
    <path d="M10.5 10.5L14 14" />
  </Icon>
);

/** A plus. */
export const plusIcon = (
  <Icon>
    <path d="M8 3v10M3 8h10" />
  </Icon>
);

/** An open book. */
export const docsIcon = (
  <Icon>
    <path
      d="M2.2 3.1c2.1-.9 4.1-.7 5.8.6v10c-1.7-1.3-3.7-1.5-5.8-.6zM13.8 3.1c-2.1-.9-4.1-.7-5.8.6v10c1.7-1.3 3.7-1.5 5.8-.6z"
      strokeLinejoin="round"
    />
  </Icon>
);

/** Two braces. */
export const apiIcon = (
  <Icon>
    <path d="M6 2.3c-3.4 0-.6 4.8-3.6 5.7 3 .9.2 5.7 3.6 5.7M10 2.3c3.4 0 .6 4.8 3.6 5.7-3 .9-.2 5.7-3.6 5.7" />
  </Icon>
);

/** A wheel. */
export const settingsIcon = (
  <Icon>
    <circle cx="8" cy="8" r="2.2" />
    <path d="M8 1.8v1.8M8 12.4v1.8M1.8 8h1.8M12.4 8h1.8M3.6 3.6l1.3 1.3M11.1 11.1l1.3 1.3M12.4 3.6l-1.3 1.3M4.9 11.1l-1.3 1.3" />
  </Icon>
);

/** A bell. */
export const bellIcon = (
  <Icon>
    <path d="M3.4 11.6c1-1 1-2.1 1-4.1a3.6 3.6 0 0 1 7.2 0c0 2 0 3.1 1 4.1zM6.6 13.6a1.6 1.6 0 0 0 2.8 0" />
  </Icon>
);

/** A filled star. */
export const starIcon = (
  <Icon>
    <path d="M8 2l1.8 3.8 4.2.5-3.1 2.9.8 4.2L8 11.3l-3.7 2.1.8-4.2L2 6.3l4.2-.5z" strokeLinejoin="round" fill="currentColor" />
  </Icon>
);

/** A node on a line. */
export const commitIcon = (
  <Icon>
    <circle cx="8" cy="8" r="2.6" />
    <path d="M1 8h4.4M10.6 8H15" />
  </Icon>
);

/** A spanner. */
export const toolsIcon = (
  <Icon>
    <path
      d="M13.6 4.6a3.4 3.4 0 0 1-4.5 4.2l-4.7 4.7a1.3 1.3 0 0 1-1.9-1.9l4.7-4.7a3.4 3.4 0 0 1 4.2-4.5L9.4 4.4l2.2 2.2z"
      strokeLinejoin="round"
    />
  </Icon>
);
