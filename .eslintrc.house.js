// Rules that Backstage's own configuration has no place for; run by `npm test` beside `backstage-cli repo lint`.
const clock = 'domain/ takes instants as arguments and never asks for the time';

module.exports = {
  root: true,
  parser: '@typescript-eslint/parser',
  parserOptions: { ecmaVersion: 2024, sourceType: 'module', ecmaFeatures: { jsx: true } },
  ignorePatterns: ['node_modules', 'dist', 'dist-types', '*.gen.ts', 'report.*'],
  plugins: ['@backstage'],
  rules: {
    '@backstage/no-mixed-plugin-imports': 'error', // a warning where Backstage configures it
    'max-lines': ['error', 400],
    'no-empty': ['error', { allowEmptyCatch: false }],
    'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'hack'], location: 'start' }],
  },
  overrides: [
    {
      files: ['plugins/*-backend/src/domain/**/*.ts'],
      excludedFiles: ['*.test.ts'],
      rules: {
        'no-restricted-syntax': [
          'error',
          { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: clock },
          {
            selector: 'MemberExpression[object.name=/^(Date|DateTime)$/][property.name=/^(now|utcNow|local|utc)$/]',
            message: clock,
          },
          { selector: 'AwaitExpression', message: 'domain/ is pure: nothing in it waits' },
        ],
      },
    },
    {
      files: ['**/*.mjs', '**/*.cjs'],
      parser: 'espree',
      env: { node: true, es2024: true, browser: true },
      extends: ['eslint:recommended'],
      rules: { 'no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_', varsIgnorePattern: '^_' }] },
    },
  ],
};
