import { ReactNode } from 'react';

const paths: Record<string, ReactNode> = {
  Change: (
    <>
      <circle cx="8" cy="8" r="2.6" />
      <path d="M1.5 8h3.9M10.6 8h3.9" />
    </>
  ),
  Deployment: <path d="M8 13V3M4.2 6.8L8 3l3.8 3.8" />,
  Doc: <path d="M3 2.8h5.2c1 0 1.8.8 1.8 1.8v8.6H4.4A1.4 1.4 0 013 11.8zM10 4.2h3v9h-3" />,
  API: <path d="M5.8 2.8c-2 0-1 4.2-2.8 5.2 1.8 1 .8 5.2 2.8 5.2M10.2 2.8c2 0 1 4.2 2.8 5.2-1.8 1-.8 5.2-2.8 5.2" />,
  User: (
    <>
      <circle cx="8" cy="5.4" r="2.5" />
      <path d="M3.2 13.4c.6-2.6 2.4-4 4.8-4s4.2 1.4 4.8 4" />
    </>
  ),
  Group: (
    <>
      <circle cx="6" cy="5.6" r="2.2" />
      <path d="M1.8 13c.5-2.4 2.1-3.6 4.2-3.6s3.7 1.2 4.2 3.6M10.6 3.8a2.1 2.1 0 010 3.8M12 9.8c1.2.5 2 1.6 2.3 3.2" />
    </>
  ),
};

const entity = (
  <>
    <rect x="2.5" y="2.5" width="4.6" height="4.6" rx="1" />
    <rect x="8.9" y="2.5" width="4.6" height="4.6" rx="1" />
    <rect x="2.5" y="8.9" width="4.6" height="4.6" rx="1" />
    <rect x="8.9" y="8.9" width="4.6" height="4.6" rx="1" />
  </>
);

/** The shape of a kind of finding. */
export function KindIcon({ kind }: { kind: string }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {paths[kind] ?? entity}
    </svg>
  );
}
