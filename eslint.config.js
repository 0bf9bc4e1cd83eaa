// What the compiler does not check: promises that nobody awaits, and who may import whom (see bot/README.md).
import { createNodeResolver, importX } from 'eslint-plugin-import-x'
import tseslint from 'typescript-eslint'

/** Packages that only these files may import. */
const homes = {
  grammy: ['bot/**'],
  '@aws-sdk/client-s3': ['etl/lake/s3.ts', 'etl/lake/open-buckets.ts', 'etl/lake/whole-buckets.ts'],
  '@aws-sdk/client-athena': ['bot/engine/athena*.ts', 'bot/engine/open.ts', 'bot/lambda/**'],
  '@aws-sdk/client-sqs': ['bot/jobs/sqs-queue.ts', 'bot/lambda/**'],
  '@aws-sdk/client-ssm': ['bot/lambda/**'],
  '@duckdb/node-api': ['bot/engine/duckdb*.ts'],
  'parquetjs-lite': ['etl/parquet.ts'],
  hyparquet: ['etl/parquet-read.ts'],
  '@napi-rs/canvas': ['bot/charts/**'],
  echarts: ['bot/charts/**'],
  'aws-cdk-lib': ['infra/**'],
}

/** Files at the top of bot/ that every room may use. */
const common = [
  'bot/clock.ts',
  'bot/config.ts',
  'bot/html.ts',
  'bot/i18n.ts',
  'bot/log.ts',
  'bot/spell-controls.ts',
  'bot/privacy-words.ts',
  'bot/user-error.ts',
]

/**
 * What each room may import of ours besides itself; arrows point downward only. `test/` may import everything.
 */
const rooms = {
  'bot/cli': [
    ...['bot/sandbox', 'bot/local.ts', 'bot/delivery', 'bot/answers', 'bot/archive', 'bot/jobs'],
    ...['bot/background', 'bot/checks', 'bot/reports', 'bot/charts', 'bot/engine', 'etl', 'sql'],
    ...common,
  ],
  'bot/sandbox': [
    ...['bot/local.ts', 'bot/delivery', 'bot/answers', 'bot/background', 'bot/engine'],
    ...['etl', 'sql', ...common],
  ],
  'bot/sandbox/fake-telegram': [],
  'bot/lambda': [
    ...['bot/delivery', 'bot/answers', 'bot/archive', 'bot/jobs', 'bot/engine', 'etl', ...common],
  ],
  'bot/local.ts': [
    ...['bot/delivery', 'bot/answers', 'bot/archive', 'bot/jobs', 'bot/engine', 'etl', ...common],
  ],
  'bot/delivery': ['bot/archive', 'bot/jobs', 'etl', ...common],
  'bot/answers': [
    ...['bot/reports', 'bot/charts', 'bot/engine', 'bot/archive', 'bot/jobs', 'bot/checks'],
    ...['etl', ...common],
  ],
  'bot/background': ['bot/charts', 'bot/engine', 'bot/processes', 'etl', ...common],
  'bot/checks': ['bot/engine', 'etl', ...common],
  'bot/reports': ['bot/charts', 'bot/engine', 'bot/archive', 'etl', 'sql', ...common],
  'bot/charts': [],
  'bot/engine': [
    ...[
      'bot/config.ts',
      'bot/processes',
      'etl/lake',
      'etl/listing.ts',
      'etl/log.ts',
      // What is hidden until it is erased.
      'etl/privacy/requests.ts',
      'etl/privacy/subjects.ts',
      'etl/seal.ts',
    ],
    'sql',
  ],
  'bot/processes': ['etl/log.ts'],
  'bot/jobs': ['etl', ...common],
  'bot/archive': ['etl'],
  ...Object.fromEntries(common.map((file) => [file, ['etl', ...common]])),
  'etl/lake': [],
  etl: [],
  sql: [],
  infra: ['etl/lake', 'sql'],
}

const FAKE_TELEGRAM = 'bot/sandbox/fake-telegram'

/** What the files of a room must not import. A room inside of another has rules of its own. */
function borders(room, allowed) {
  const isFile = room.endsWith('.ts')
  const own = [...new Set([room, ...allowed])]
  const zones = ['bot', 'etl', 'sql', 'infra', 'test']
    .filter((top) => !own.includes(top))
    .map((top) => ({
      target: `./${room}`,
      from: `./${top}`,
      except: own
        .filter((path) => path.startsWith(`${top}/`))
        .map((path) => path.replace(top, '.')),
      message: `${room} must not import this: see bot/README.md`,
    }))
  if (room !== 'bot/sandbox' && room !== FAKE_TELEGRAM) {
    zones.push({ target: `./${room}`, from: `./${FAKE_TELEGRAM}`, message: 'only the sandbox may' })
  }
  return {
    files: [isFile ? room : `${room}/**/*.ts`],
    ignores: Object.keys(rooms)
      .filter((other) => other.startsWith(`${room}/`))
      .map((inner) => `${inner}/**`),
    rules: { 'import-x/no-restricted-paths': ['error', { zones }] },
  }
}

/** The packages that a file must not import. */
function packages(glob, allowed) {
  const patterns = Object.keys(homes)
    .filter((name) => !allowed.includes(name))
    .map((name) => ({
      regex: `^${name}(/|$)`,
      message: `${name} may be imported only in ${homes[name].join(', ')}`,
    }))
  return { files: [glob], rules: { 'no-restricted-imports': ['error', { patterns }] } }
}

const tops = ['bot/**', 'etl/**', 'sql/**', 'infra/**']
const livesIn = (glob) => Object.keys(homes).filter((name) => homes[name].includes(glob))
const topOf = (glob) => `${glob.split('/')[0]}/**`
const ownGlobs = [...new Set(Object.values(homes).flat())].filter((glob) => !tops.includes(glob))

export default tseslint.config(
  { ignores: ['node_modules', '.lake', 'cdk.out', 'infra/cdk.out', 'coverage'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['*.ts'] } } },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/extensions': ['.ts', '.js'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js'] })],
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'func-style': ['error', 'declaration', { allowArrowFunctions: true }],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
    },
  },
  ...Object.entries(rooms).map(([room, allowed]) => borders(room, allowed)),
  ...tops.map((glob) => packages(glob, livesIn(glob))),
  ...ownGlobs.map((glob) => packages(glob, [...livesIn(glob), ...livesIn(topOf(glob))])),
)
