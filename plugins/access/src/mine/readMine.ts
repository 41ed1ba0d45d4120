import { Explanation } from '@slipway/plugin-access-common';
import { AccessApi, Question } from '../api/accessApi';
import { AccessRequestError } from '../api/AccessRequestError';

/** What the page of the person shows. */
export interface Mine {
  /** What one may altogether, which also says who one is. */
  altogether: Explanation;
  /** What one may about the entity that is asked about. */
  asked?: Explanation;
  /** Why there is no answer about it. */
  refusal?: string;
  /** The environments that the entity is in. */
  environments: string[];
}

const isAnswer = (error: unknown): error is AccessRequestError =>
  error instanceof AccessRequestError && (error.status === 400 || error.status === 404);

/** Reads what one may altogether, and about the entity that is asked about. */
export async function readMine(api: AccessApi, { entity, environment }: Question): Promise<Mine> {
  const about = entity
    ? Promise.all([api.explainMine({ entity }), environment ? api.explainMine({ entity, environment }) : undefined])
    : undefined;
  // The refusal of a question is shown in its place, and what one may altogether stays.
  const found = about?.catch((error: unknown) => {
    if (!isAnswer(error)) {
      throw error;
    }
    return error.message;
  });
  const [altogether, answer] = await Promise.all([api.explainMine({}), found]);
  if (typeof answer === 'string') {
    return { altogether, refusal: answer, environments: [] };
  }
  const [anywhere, there] = answer ?? [];
  return { altogether, asked: there ?? anywhere, environments: anywhere?.entity?.environments ?? [] };
}
