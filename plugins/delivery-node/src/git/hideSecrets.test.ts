import { hideSecrets } from './hideSecrets';

const KEY = 'a key of these tests';
const VALUE = 'hunter2-hunter2';
const BASE64 = Buffer.from(VALUE).toString('base64');

describe('a Secret', () => {
  it.each<[string, string, number]>([
    ['in a document', `apiVersion: v1\nkind: Secret\ndata:\n  password: ${BASE64}\n`, 1],
    ['written plainly', `kind: Secret\nstringData: { password: "${VALUE}", other: ${VALUE} }\n`, 2],
    ['behind another document', `kind: ConfigMap\n---\nkind: "Secret"\ndata:\n  password: >-\n    ${BASE64}\n`, 1],
    ['in a list', `kind: List\nitems:\n  - kind: Secret\n    data: { password: ${BASE64} }\n`, 1],
    ['in a list of Secrets', `kind: SecretList\nitems:\n  - metadata: { name: a }\n    data: { password: ${BASE64} }\n`, 1],
    ['in JSON', `{ "kind": "Secret", "data": { "password": "${BASE64}" } }`, 1],
    ['in a list of JSON', `{ "kind": "List", "items": [{ "kind": "Secret", "stringData": { "a": "${VALUE}" } }] }`, 1],
    ['with its older value in a comment', `kind: Secret\ndata:\n  # was ${VALUE}\n  password: b3RoZXI=\n# ${VALUE}\n`, 1],
    ['with its value behind an anchor', `x: &x ${VALUE}\nkind: Secret\nstringData: { a: *x }\n`, 2],
    ['that is merged from elsewhere', `base: &base { kind: Secret }\nit:\n  <<: *base\n  stringData: { a: ${VALUE} }\n`, 1],
    ['of several lines', `kind: Secret\nstringData:\n  file: |\n    user: a\n    password: ${VALUE}\n`, 1],
    [
      'applied by kubectl',
      `kind: Secret\nmetadata:\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: '${VALUE}'\n`,
      1,
    ],
    ['made by Kustomize', `secretGenerator:\n  - name: a\n    literals:\n      - password=${VALUE}\n`, 1],
    ['whose data is no map', `kind: Secret\ndata: ${VALUE}\n`, 1],
    ['of a Helm chart, as a whole', `kind: Secret\ndata:\n  password: {{ .Values.password | default "${VALUE}" | b64enc }}\n`, 0],
    ['whose names are none', `kind: Secret\ndata: { "${VALUE} ": a }\n`, 1],
    ['of a flow that looks like a template, as a whole', `kind: Secret\ndata: {{ "${VALUE}" }}\n`, 0],
    ['that is not well-formed, as a whole', `kind: Secret\ndata:\n  password: "${VALUE}\n`, 0],
    ['with a key twice, as a whole', `kind: ConfigMap\nkind: Secret\nstringData: { a: ${VALUE} }\n`, 0],
  ])('%s is hidden', (_, text, hidden) => {
    const answer = hideSecrets(text, KEY);
    expect(answer.text ?? '').not.toContain(VALUE);
    expect(answer.text ?? '').not.toContain(BASE64);
    expect(answer).toMatchObject({ hidden });
    expect(answer.text === undefined).toBe(hidden === 0);
  });

  it('is told equal or changed, and another key tells something else', () => {
    const secret = (value: string) => `kind: Secret\nstringData: { a: ${value} }\n`;
    expect(hideSecrets(secret('one'), KEY)).toEqual(hideSecrets(secret('one'), KEY));
    expect(hideSecrets(secret('one'), KEY)).not.toEqual(hideSecrets(secret('two'), KEY));
    expect(hideSecrets(secret('one'), KEY)).not.toEqual(hideSecrets(secret('one'), 'another'));
  });

  it('that is hidden already stays as it is', () => {
    const once = hideSecrets(`kind: Secret\nstringData:\n  a: ${VALUE}\n`, KEY);
    expect(hideSecrets(once.text!, 'another')).toEqual({ text: once.text, hidden: 0 });
  });

  it.each([
    ['what only speaks of one', 'kind: Deployment\nspec:\n  # see the Secret\n  secretName: cart   # kept\n'],
    ['another kind of one', 'kind: ExternalSecret\nspec:\n  data: [{ secretKey: a }]\n'],
    ['a template of Helm', 'kind: Deployment\nname: {{ .Values.name }}\n'],
    ['no YAML', 'Secret: {{ [\n'],
    ['nothing', ''],
  ])('%s is left byte by byte', (_, text) => {
    expect(hideSecrets(text, KEY)).toEqual({ text, hidden: 0 });
  });

  it('in what unfolds without end is hidden as a whole', () => {
    const lines = Array.from(
      { length: 30 },
      (_, index) => `a${index}: &a${index} [${index === 0 ? 'x' : `*a${index - 1}, *a${index - 1}`}]`,
    );
    expect(hideSecrets(`${lines.join('\n')}\nkind: Secret\n`, KEY)).toEqual({ hidden: 0 });
  });
});
