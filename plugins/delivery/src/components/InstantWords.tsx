import { Fragment } from 'react';
import { Age } from './Age';

const INSTANT = /(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z)/;

/** A text whose instants, as "until 2026-03-14T13:51:00Z", are shown in the reader's zone. */
export function InstantWords({ text }: { text: string }) {
  return (
    <>
      {text
        .split(INSTANT)
        .map((part, index) => (index % 2 === 1 ? <Age key={index} instant={part} as="at" /> : <Fragment key={index}>{part}</Fragment>))}
    </>
  );
}
