import { apartIn, Kinship } from './apart';
import { Reach } from './contains';

// The line is a, b, c, … with the places 1, 2, 3, …; capitals stand beside it. `r>b` takes b back, `P<b` was picked from b, `P=b` is alike.
function kinship(words: string): Kinship {
  const relations = words.split(' ').filter(Boolean);
  const ids = [...new Set([...words.replace(/[^A-Za-z]/g, ''), ...'abcdef'])];
  const read = (sign: string) => relations.filter(word => word[1] === sign).map(([commit, , target]) => ({ commit, target }));
  return {
    places: new Map(ids.map(id => [id, { commit: id, landed: /[a-z]/.test(id) ? String(id.charCodeAt(0) - 96) : null }])),
    reverts: read('>'),
    picks: read('<'),
    patches: new Map(read('=').flatMap(({ commit, target }) => [commit, target].map((id): [string, string] => [id, `${commit}${target}`]))),
  };
}

/** `b` has the line up to b; `aPQ` has it up to a, with P and Q beside it. */
const reach = ([end, ...side]: string): Reach => ({
  position: String(end.charCodeAt(0) - 96),
  side: new Set(side),
  complete: true,
});

describe('a commit between an older and a newer version', () => {
  it.each<[string, string, string, string, string, string | null]>([
    ['goes where nothing is said of it', '', 'b', 'a', 'c', null],
    ['is there as what was picked from it', 'P<b', 'b', 'aP', 'c', 'there P'],
    ['is there as what has an equal patch', 'P=b', 'b', 'aP', 'c', 'there P'],
    ['is there as what it was picked from itself', 'b<P', 'b', 'aP', 'c', 'there P'],
    ['goes where what was picked from it stands elsewhere', 'P<b', 'b', 'a', 'c', null],
    ['goes again where what was picked from it was taken back there, and says so', 'P<b Q>P', 'b', 'aPQ', 'c', 'comes-again Q'],
    ['is there where what took the pick back was itself taken back', 'P<b Q>P R>Q', 'b', 'aPQR', 'c', 'there P'],
    ['is nothing where what comes with it takes it back', 'c>b', 'b', 'a', 'c', 'taken-back c'],
    ['is nothing where it takes back what comes with it', 'c>b', 'c', 'a', 'c', 'takes-back-nothing b'],
    ['goes where what takes it back comes later', 'c>b', 'b', 'a', 'b', null],
    ['goes where it takes back what is there', 'c>a', 'c', 'a', 'c', null],
    ['goes where it takes back what is there as a pick', 'c>b P<b', 'c', 'aP', 'c', null],
    ['goes where its revert was taken back', 'c>b d>c', 'b', 'a', 'd', null],
    ['is nothing where it is a revert that was taken back', 'c>b d>c', 'c', 'a', 'd', 'taken-back d'],
    ['is nothing where it takes back a revert that comes with it', 'c>b d>c', 'd', 'a', 'd', 'takes-back-nothing c'],
    ['goes where it takes back a revert that is there', 'c>b d>c d=b', 'd', 'c', 'd', null],
    ['goes where it makes anew what was taken back there', 'b>a c=a', 'c', 'b', 'c', null],
    ['goes where a revert names a commit that is not on the record', 'c>z', 'c', 'a', 'c', null],
  ])('%s', (_, words, commit, older, newer, expected) => {
    const kin = kinship(words);
    (kin.places as Map<string, unknown>).delete('z');
    const apart = apartIn(commit, kin, { older: reach(older), newer: reach(newer) });
    expect(apart && `${apart.because} ${apart.by}`).toBe(expected);
  });
});
