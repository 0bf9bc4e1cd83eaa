// What the compiler does not see: promises nobody waits for, and who may import whom (see README, "Develop").
import tseslint from 'typescript-eslint'

/** Packages with one home: everywhere else their import is an error. */
const homes = {
  grammy: ['bot/**'],
  '@aws-sdk/client-s3': ['etl/lake/s3.ts', 'etl/lambda.ts', 'etl/lake/open-buckets.ts'],
  '@aws-sdk/client-athena': ['bot/engine/athena*.ts', 'bot/engine/open.ts', 'bot/lambda/**'],
  '@aws-sdk/client-sqs': ['bot/jobs/sqs-queue.ts', 'bot/lambda/**'],
  '@aws-sdk/client-ssm': ['bot/lambda/ssm-secrets.ts', 'bot/lambda/**'],
  '@duckdb/node-api': ['bot/engine/duckdb*.ts'],
  'parquetjs-lite': ['etl/parquet.ts'],
  hyparquet: ['etl/parquet-read.ts'],
  '@napi-rs/canvas': ['bot/charts/**'],
  echarts: ['bot/charts/**'],
  'aws-cdk-lib': ['infra/**'],
}

/** Folders of ours that a folder must not import from. */
const borders = {
  etl: ['bot', 'sql', 'infra', 'test'],
  sql: ['bot', 'etl', 'infra', 'test'],
  bot: ['infra', 'test'],
  infra: ['bot', 'sql', 'test'],
}

const folderOf = (file) => file.split('/')[0]

/** The rule for one glob: the borders of its folder and the packages that do not live there. */
function imports(glob, allowedPackages) {
  const forbidden = borders[folderOf(glob)] ?? []
  return {
    files: [glob],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            ...forbidden.map((folder) => ({
              regex: `^(\\.\\./)+${folder}/`,
              message: `${folderOf(glob)}/ must not import ${folder}/`,
            })),
            ...Object.keys(homes)
              .filter((name) => !allowedPackages.includes(name))
              .map((name) => ({
                regex: `^${name}(/|$)`,
                message: `${name} is imported in ${homes[name].join(', ')} only`,
              })),
          ],
        },
      ],
    },
  }
}

const livesIn = (glob) => Object.keys(homes).filter((name) => homes[name].includes(glob))
const ownGlobs = [...new Set(Object.values(homes).flat())].filter(
  (glob) => !/^\w+\/\*\*$/.test(glob),
)

export default tseslint.config(
  { ignores: ['node_modules', '.lake', 'cdk.out', 'infra/cdk.out', 'coverage'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['*.ts'] } } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'func-style': ['error', 'declaration', { allowArrowFunctions: true }],
    },
  },
  ...Object.keys(borders).map((folder) => imports(`${folder}/**`, livesIn(`${folder}/**`))),
  ...ownGlobs.map((glob) => imports(glob, [...livesIn(glob), ...livesIn(`${folderOf(glob)}/**`)])),
)
