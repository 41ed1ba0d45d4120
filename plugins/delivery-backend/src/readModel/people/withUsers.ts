import { isMembers } from '@slipway/plugin-delivery-node';
import { NamedPerson } from '@slipway/plugin-delivery-common';
import { selectUsersByKey, Transaction, Visibility } from '../../database';
import { isBot, personKeysOf } from '../../domain';

/** The members of an answer that hold people. */
const PEOPLE = new Set(['author', 'mergedBy', 'coAuthors', 'authors']);

/** Says of everybody whom an answer names which user of the catalog they are, where one is meant that the caller may see, and who is a program. */
export async function withUsers<Answer>(tx: Transaction, answer: Answer, visibility: Visibility): Promise<Answer> {
  const people = peopleIn(answer);
  if (people.length === 0) {
    return answer;
  }
  const users = await selectUsersByKey(tx, [...new Set(people.flatMap(personKeysOf))], visibility);
  const named = (person: NamedPerson): NamedPerson => {
    const user = personKeysOf(person).flatMap(key => users.get(key) ?? [])[0];
    return { ...person, ...(user !== undefined && { user }), ...(isBot(person) && { bot: true }) };
  };
  return replacePeople(answer, named) as Answer;
}

function peopleIn(value: unknown): NamedPerson[] {
  const found = new Array<NamedPerson>();
  replacePeople(value, person => {
    found.push(person);
    return person;
  });
  return found;
}

function replacePeople(value: unknown, replace: (person: NamedPerson) => NamedPerson, isPerson = false): unknown {
  if (Array.isArray(value)) {
    return value.map(item => replacePeople(item, replace, isPerson));
  }
  if (!isMembers(value)) {
    return value;
  }
  return isPerson
    ? replace(value)
    : Object.fromEntries(Object.entries(value).map(([key, member]) => [key, replacePeople(member, replace, PEOPLE.has(key))]));
}
