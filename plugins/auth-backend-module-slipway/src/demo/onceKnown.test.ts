import { AuthenticationError, NotFoundError } from '@backstage/errors';
import { onceKnown } from './onceKnown';

const patience = { tries: 3, everyMs: 1 };

function catalogThat(...answers: Array<string | Error>) {
  return async () => {
    const answer = answers.length > 1 ? answers.shift()! : answers[0];
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  };
}

const unknown = new NotFoundError('User not found');

it('waits for a user whom the catalog has yet to read', async () => {
  await expect(onceKnown(catalogThat(unknown, unknown, 'priya'), patience)).resolves.toBe('priya');
});

it('gives up a user whom the catalog does not come to have', async () => {
  await expect(onceKnown(catalogThat(unknown), patience)).rejects.toThrow('User not found');
});

it('waits for nothing else', async () => {
  await expect(onceKnown(catalogThat(new AuthenticationError('no'), 'priya'), patience)).rejects.toThrow('no');
});
