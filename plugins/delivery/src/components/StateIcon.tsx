import { ReactElement } from 'react';
import { StateLook, StateShape } from '../words/states';
import styles from './state.module.css';

const ring = <circle cx="8" cy="8" r="6.25" />;
const dashedRing = <circle cx="8" cy="8" r="6.25" strokeDasharray="2.6 2.3" />;

const shapes: Record<StateShape, ReactElement> = {
  healthy: (
    <>
      {ring}
      <path d="M5.1 8.2l2 2 3.8-4.3" />
    </>
  ),
  rolling: (
    <>
      {dashedRing}
      <path d="M8 4.6a3.4 3.4 0 0 1 0 6.8z" fill="currentColor" stroke="none" />
    </>
  ),
  syncing: <path d="M13.4 6.3A5.7 5.7 0 0 0 3.3 4.9L2 6.4M2.6 9.7a5.7 5.7 0 0 0 10.1 1.4L14 9.6M2 3v3.4h3.4M14 13V9.6h-3.4" />,
  degraded: <path d="M8 2.1l6.1 11H1.9zM8 6.4v3M8 11.1v.2" strokeLinejoin="round" />,
  failed: <path d="M5.4 1.75h5.2l3.65 3.65v5.2l-3.65 3.65H5.4L1.75 10.6V5.4zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4" />,
  drifted: <path d="M8 1.4L14.6 8 8 14.6 1.4 8zM5.6 6.9h4.8M5.6 9.3h4.8" />,
  conflict: (
    <>
      <circle cx="5.9" cy="8" r="4.4" />
      <circle cx="10.1" cy="8" r="4.4" />
    </>
  ),
  silent: (
    <>
      <path d="M2 6.2a8.6 8.6 0 0 1 3-1.9M14 6.2a8.6 8.6 0 0 0-5.2-2.4M4.6 9a5 5 0 0 1 2-1.2M11.4 9a5 5 0 0 0-.9-.7M2.2 2.2l11.6 11.6" />
      <circle cx="8" cy="12" r=".9" fill="currentColor" stroke="none" />
    </>
  ),
  unknown: (
    <>
      {dashedRing}
      <path d="M6.3 6.4a1.8 1.8 0 1 1 2.5 1.7c-.6.3-.8.6-.8 1.2M8 11.3v.2" />
    </>
  ),
  notLinked: (
    <path d="M6.6 4.3l1.5-1.5a3.5 3.5 0 0 1 5 5l-1.5 1.5M9.4 11.7l-1.5 1.5a3.5 3.5 0 0 1-5-5l1.5-1.5M4.6 2v1.6M2 4.6h1.6M11.4 14v-1.6M14 11.4h-1.6" />
  ),
  absent: <path d="M5 8h6" />,
  suspended: (
    <>
      {ring}
      <path d="M6.3 5.6v4.8M9.7 5.6v4.8" />
    </>
  ),
  removing: (
    <>
      {ring}
      <path d="M5.2 8h5.6" />
    </>
  ),
  replaced: <path d="M3.6 4.2L7.4 8l-3.8 3.8M8.6 4.2L12.4 8l-3.8 3.8" />,
  passed: <path d="M3.6 8.4l2.9 2.9 5.9-6.4" />,
  building: (
    <>
      {dashedRing}
      <circle cx="8" cy="8" r="1.9" fill="currentColor" stroke="none" />
    </>
  ),
  waiting: (
    <>
      {ring}
      <path d="M8 4.6V8l2.3 1.5" />
    </>
  ),
  partly: (
    <>
      {ring}
      <path d="M8 4.6a3.4 3.4 0 0 1 0 6.8z" fill="currentColor" stroke="none" />
    </>
  ),
  undone: <path d="M2.4 2.6v3.6H6M2.6 6A5.9 5.9 0 1 1 2.3 9.3" />,
  commit: (
    <>
      <circle cx="8" cy="8" r="2.6" />
      <path d="M1 8h4.4M10.6 8H15" />
    </>
  ),
  image: <path d="M8 1.6l5.6 3.1v6.6L8 14.4l-5.6-3.1V4.7zM2.6 4.8L8 7.9l5.4-3.1M8 7.9v6.3" strokeLinejoin="round" />,
  deployment: <path d="M2.5 8h10.6M9.4 4.2L13.2 8l-3.8 3.8" />,
};

/** A state's own shape in its colour, 16 pixels or 22 where a step is the headline. Decorative: the word stands beside it. */
export function StateIcon(props: { look: StateLook; large?: boolean }) {
  const { shape, role } = props.look;
  const turns = shape === 'rolling' || shape === 'syncing' || shape === 'building';
  return (
    <svg
      className={`${styles.icon} ${styles[role]} ${turns ? styles.turning : ''} ${props.large ? styles.large : ''}`}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={props.large ? 1.35 : 1.5}
      strokeLinecap="round"
      aria-hidden="true"
      focusable="false"
      data-shape={shape}
    >
      {shapes[shape]}
    </svg>
  );
}
