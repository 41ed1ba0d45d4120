/** Slipway's mark: a hull that leaves its slip for the water. Decorative; the name stands beside it. */
export function Logo(props: { size: number }) {
  return (
    <svg width={props.size} height={props.size} viewBox="0 0 28 28" aria-hidden="true" focusable="false">
      <rect width="28" height="28" rx="7" fill="var(--bui-accent-bg)" />
      <g fill="none" stroke="var(--bui-accent-fg)" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
        <path d="M7 9.2h13.4l-2.5 5.6a2 2 0 0 1-1.8 1.2h-5.2a2 2 0 0 1-1.8-1z" />
        <path d="M5.5 21.6c1.5 0 1.5-1.1 3-1.1s1.5 1.1 3 1.1 1.5-1.1 3-1.1 1.5 1.1 3 1.1 1.5-1.1 3-1.1 1 .6 2 .9" opacity=".6" />
      </g>
      <circle cx="14" cy="5.4" r="1.7" fill="var(--sw-brand)" />
    </svg>
  );
}
