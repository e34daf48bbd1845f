/** Lint rules of the whole tree; formatting is Prettier's and imports between folders are the layer test's. */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..')
const TESTS = ['**/*.test.ts', '**/*.soak.ts', '**/test/**/*.ts', 'e2e/**/*.ts']
const BENCHES = ['**/bench/**/*.ts']
const ENGINE = ['main/**/*.ts']
const NOT_ENGINE = ['main/shells/**', 'main/tools/**', ...TESTS, ...BENCHES]

const noSkippedTests = {
  selector: 'MemberExpression[property.name=/^(only|skip|todo)$/][object.name=/^(it|test|describe|story)$/]',
  message: 'A test runs, or it goes.',
}
const noClock = {
  selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
  message: 'The clock comes from the host.',
}

export default tseslint.config(
  { ignores: ['**/node_modules/**', 'out/**', 'dist/**', 'casefiles/**', '**/parser.generated.*', '**/*.generated.ts'] },
  ...tseslint.configs.recommendedTypeChecked,
  ...vue.configs['flat/essential'],
  {
    files: ['**/*.ts', '**/*.vue'],
    languageOptions: {
      parserOptions: {
        parser: tseslint.parser,
        projectService: true,
        tsconfigRootDir: ROOT,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
      // WHY: an async function without await is how a method keeps to an interface that another shell needs to wait for.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowNullish: true },
      ],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
      'max-lines': ['error', { max: 250 }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } }],
      'no-restricted-syntax': ['error', noSkippedTests],
      'vue/multi-word-component-names': 'off',
    },
  },
  {
    // WHY: the type checker sees .vue files through vue-tsc; to the linter they are untyped.
    files: ['renderer/**/*.ts', 'renderer/**/*.vue'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      'no-restricted-imports': [
        'error',
        {
          paths: [{ name: 'electron', message: 'The page knows neither Node nor the engine.' }],
          patterns: [{ group: ['node:*', '#main/*'], message: 'The page knows neither Node nor the engine.' }],
        },
      ],
    },
  },
  {
    files: ENGINE,
    ignores: NOT_ENGINE,
    rules: {
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The clock comes from the host.' },
        { object: 'Math', property: 'random', message: 'Randomness comes from the host.' },
      ],
      'no-restricted-syntax': ['error', noSkippedTests, noClock],
    },
  },
  {
    files: ['main/**/*.ts', 'preload/contract/**/*.ts'],
    ignores: ['main/shells/electron/**'],
    rules: {
      'no-restricted-imports': ['error', { paths: [{ name: 'electron', message: 'Only main/shells/electron knows Electron.' }] }],
    },
  },
  {
    files: TESTS,
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // WHY: a command registers its words and its action in one place; length there is a list, not a branch.
    files: ['main/shells/cli/commands/*.ts'],
    rules: { 'max-lines-per-function': ['error', { max: 90, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['**/*.config.ts', 'main/formats/*/format.ts', 'main/formats/kit/**/*.ts', 'main/detectors/*.ts', 'renderer/**/*.vue'],
    rules: { 'no-restricted-exports': 'off' },
  },
  {
    files: ['**/*.mjs', '**/*.js'],
    ...tseslint.configs.disableTypeChecked,
    rules: { ...tseslint.configs.disableTypeChecked.rules, 'max-lines': ['error', { max: 250 }], 'no-restricted-exports': 'off' },
  },
)
