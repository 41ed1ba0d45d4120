/** Slipway's mark: a hull that leaves its slip for the water. Decorative; the name stands beside it. */
export function Logo(props: { size: number }) {
  return (
    <svg width={props.size} height={props.size} viewBox="0 0 28 28" aria-hidden="true" focusable="false">
      <rect width="28" height="28" rx="7" fill="var(--bui-accent-bg)" />
      <g fill="none" stroke="var(--bui-accent-fg)" strokeWidth="2.2" strokeLinecap="round">
        <path d="M5.5 20.2L22.5 12.6" opacity=".55" />
        <path d="M8.8 13.6h7.6l4.4-4.4M8.8 13.6l1.5 3.4" />
      </g>
      <circle cx="21.6" cy="8.4" r="1.9" fill="var(--sw-brand)" />
    </svg>
  );
}
