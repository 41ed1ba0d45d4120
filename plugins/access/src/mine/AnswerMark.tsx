import { PermissionAnswer } from '@slipway/plugin-access-common';
import { ReactElement } from 'react';
import { answerWords } from './mineWords';
import styles from './mine.module.css';

const shapes: Record<PermissionAnswer['answer'], ReactElement> = {
  yes: (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <path d="M5.1 8.2l2 2 3.8-4.3" />
    </>
  ),
  no: (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <path d="M3.6 12.4l8.8-8.8" />
    </>
  ),
  some: (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <path d="M8 4.6a3.4 3.4 0 0 1 0 6.8z" fill="currentColor" stroke="none" />
    </>
  ),
};

/** Whether one may, as a shape and a word. */
export function AnswerMark({ answer }: Pick<PermissionAnswer, 'answer'>) {
  return (
    <span className={styles.mark} data-answer={answer}>
      <svg
        width="16"
        height="16"
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        aria-hidden="true"
      >
        {shapes[answer]}
      </svg>
      {answerWords[answer]}
    </span>
  );
}
