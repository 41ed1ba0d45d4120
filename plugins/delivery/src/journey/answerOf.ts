import { joinWords, toSentence } from '../words/lists';
import { StateRole } from '../words/states';
import { isReached, JourneyStep } from './steps';

/** Where a change is, in a sentence: what stands out first, what follows from it, and what it waits for in its colour. */
export interface ChangeAnswer {
  lead: string;
  rest?: string;
  /** What goes on, waits or went wrong; the part that is coloured. */
  news?: { text: string; role: StateRole };
}

const isEnvironment = ({ key }: JourneyStep) => key.startsWith('environment ');

const placeOf = ({ label }: JourneyStep) => label;

function newsOf(step: JourneyStep): ChangeAnswer['news'] {
  const detail = step.detail ? `, ${step.detail}` : '';
  const role = step.look?.role ?? 'neutral';
  switch (step.status) {
    case 'waits':
      return { text: toSentence(`${step.label} waits${step.detail ? ` ${step.detail}` : ''}`), role };
    case 'undone': {
      const place = step.word === 'Rolled back' ? `from ${step.label}` : `in ${step.label}`;
      return { text: toSentence([step.word, place, step.detail].filter(Boolean).join(' ')), role };
    }
    case 'failed':
    case 'moving':
      return { text: toSentence(`${step.word} in ${step.label}${detail}`), role };
    default:
      return undefined;
  }
}

function beforeEnvironments(build: JourneyStep, image: JourneyStep): ChangeAnswer {
  const role = build.look?.role ?? 'neutral';
  if (build.status === 'failed') {
    const word = build.word === 'Failed' ? 'Build failed' : 'Build cancelled';
    return { lead: `${word}.`, rest: `${build.detail ? `In ${build.detail}. ` : ''}It goes no further.` };
  }
  if (build.status === 'moving') {
    return { lead: 'Being built.' };
  }
  if (build.status === 'waits') {
    return { lead: 'The build waits.', news: { text: 'Its CI asks for an approval.', role } };
  }
  if (image.status === 'done') {
    return { lead: `Built as ${image.word}.` };
  }
  return { lead: build.status === 'done' ? 'Built.' : 'Pushed.' };
}

/** Where a change is: the environments that have it, then those that do not and why. */
export function answerOf(steps: readonly JourneyStep[]): ChangeAnswer {
  const [build, image] = steps;
  const places = steps.filter(isEnvironment);
  const has = places.filter(step => step.status === 'done' && step.word !== 'Partly');
  const partly = places.filter(step => step.word === 'Partly');
  const missing = places.filter(step => step.status === 'ahead' && step.word !== 'Not deployed');
  const blind = places.filter(step => step.status === 'unlinked' || step.status === 'unknown');
  const news = places.map(newsOf).find(item => item !== undefined);
  const reached = places.some(isReached);

  const rest = [
    partly.length > 0 && `Partly in ${joinWords(partly.map(placeOf))}: ${toSentence(partly[0].detail ?? '')}`,
    missing.length > 0 && (reached || build.status !== 'failed') && `Not in ${joinWords(missing.map(placeOf))} yet.`,
    blind.length > 0 && `Not known for ${joinWords(blind.map(placeOf))}: ${(blind[0].detail ?? blind[0].word).replace(/[.\s]*$/, '.')}`,
    places.length > 0 && places.every(step => step.word === 'Not deployed') && 'Nothing of the service is deployed.',
  ].filter(Boolean);

  if (has.length > 0) {
    return { lead: `In ${joinWords(has.map(placeOf))}.`, rest: rest.join(' ') || undefined, news };
  }
  if (news && reached) {
    return { lead: news.text, rest: rest.join(' ') || undefined };
  }
  if (blind.length > 0 && missing.length === 0 && build.status !== 'failed') {
    return { lead: 'Where it runs cannot be told.', rest: rest.join(' ') };
  }
  const before = beforeEnvironments(build, image);
  return { ...before, rest: [before.rest, ...rest].filter(Boolean).join(' ') || undefined, news: before.news ?? news };
}
