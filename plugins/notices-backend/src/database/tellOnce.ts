import { Knex } from 'knex';

/**
 * Tells what was not told yet, and notes it in the same transaction: whoever else wants to tell it waits for that. Where telling fails nothing is
 * noted. True where it was told now.
 */
export async function tellOnce(
  knex: Knex,
  { deployment, word }: { deployment: string; word: string },
  tell: () => Promise<void>,
): Promise<boolean> {
  return knex.transaction(async tx => {
    const noted = await tx('notices').insert({ deployment, word }).onConflict(['deployment', 'word']).ignore().returning('word');
    if (noted.length === 0) {
      return false;
    }
    await tell();
    return true;
  });
}
