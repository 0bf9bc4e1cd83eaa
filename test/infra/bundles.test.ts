import { execFile } from 'node:child_process'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { builtinModules, createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

import type { Metafile } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { dependenciesLike } from '../../infra/packages.ts'
import { projectRoot } from '../../infra/paths.ts'

interface Bundle {
  readonly folder: string
  readonly bytes: number
  /** Every source file that contributes to it. */
  readonly sources: readonly string[]
  /** What it imports at run time. */
  readonly imports: readonly string[]
}

const names = {
  webhook: 'BotWebhook',
  worker: 'BotWorker',
  register: 'BotRegistrationRegister',
  etl: 'EtlFunction',
}
const lambdaEnvironment = {
  AWS_REGION: 'us-east-1',
  AWS_S3_BUCKET: 'raw',
  AWS_S3_ENRICHED: 'enriched',
  ATHENA_DATABASE: 'telegram_lake_prod',
  ATHENA_WORKGROUP: 'telegram-lake-prod',
  TELEGRAM_TOKEN_PARAMETER: '/bot-token',
  TELEGRAM_SECRET_PARAMETER: '/webhook-secret',
  TELEGRAM_BOT_INFO_PARAMETER: '/bot-info',
  JOBS_QUEUE_URL: 'http://127.0.0.1:1/jobs',
}
const outdir = mkdtempSync(join(tmpdir(), 'cdk-'))
const hostPackages = mkdtempSync(join(tmpdir(), 'cdk-canvas-'))
let output = ''
let bundles: Readonly<Record<keyof typeof names, Bundle>>

// The same command that people run, without credentials, once for all tests in this file.
beforeAll(async () => {
  const { stdout, stderr } = await promisify(execFile)(
    'npm',
    ['run', 'synth', '--', '--output', outdir, '-c', 'lake:metafile=true'],
    {
      cwd: projectRoot,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
        AWS_CONFIG_FILE: '/dev/null',
      },
    },
  )
  output = stdout + stderr
  const canvas = '@napi-rs'
  symlinkSync(join(projectRoot, 'node_modules', canvas), join(hostPackages, canvas))
  bundles = readBundles()
}, 120_000)

afterAll(() => {
  for (const folder of [outdir, hostPackages]) rmSync(folder, { recursive: true })
})

describe('bundles', () => {
  it('contain only the AWS clients that they use', () => {
    const clients = Object.entries(bundles).map(([name, { sources }]) => [
      name,
      [...new Set(sources.flatMap((path) => /@aws-sdk\/client-([\w-]+)/.exec(path)?.[1] ?? []))],
    ])
    expect(
      Object.fromEntries(clients.map(([name, of]) => [name, (of as string[]).sort()])),
    ).toEqual({
      webhook: ['s3', 'sqs', 'ssm'],
      worker: ['athena', 's3', 'ssm'],
      register: ['ssm'],
      etl: ['s3'],
    })
  })

  it('import only Node modules and packages copied beside them', () => {
    for (const [name, { folder, imports }] of Object.entries(bundles)) {
      const packages = imports.filter((path) => !isBuiltin(path))
      for (const path of packages) {
        expect(existsSync(join(folder, 'node_modules', path)), `${path} of ${name}`).toBe(true)
      }
    }
    const outside = (name: keyof typeof names) =>
      bundles[name].imports.filter((path) => !isBuiltin(path))
    expect(outside('webhook')).toEqual([])
    expect(outside('register')).toEqual([])
    const parquet = ['parquetjs-lite', 'parquetjs-lite/gen-nodejs/parquet_types.js']
    expect([...new Set(outside('etl'))].sort()).toEqual(parquet)
    expect([...new Set(outside('worker'))].sort()).toEqual(['@napi-rs/canvas', ...parquet])
  })

  it('keep the webhook small, without chart, Parquet or Athena code', () => {
    const { bytes, sources } = bundles.webhook
    expect(bytes).toBeLessThanOrEqual(600_000)
    const own = sources.filter((path) => !path.includes('node_modules'))
    expect(
      own.filter((path) => /charts|engine|reports|parquet|etl\/run|^sql\//.test(path)),
    ).toEqual([])
    const foreign = /node_modules\/(echarts|zrender|parquetjs|hyparquet|@napi-rs|@fontsource|@expo)/
    expect(sources.filter((path) => foreign.test(path))).toEqual([])
  })

  it('leave out what only a local machine needs', () => {
    for (const { sources, imports } of Object.values(bundles)) {
      expect([...sources, ...imports].filter((path) => path.includes('@duckdb'))).toEqual([])
      expect(sources.filter((path) => /credential-provider-(sso|ini|login)/.test(path))).toEqual([])
    }
  })

  it('have statements and texts beside them, where the sources look for them', () => {
    const { worker, register } = bundles
    for (const { folder } of [worker, register]) {
      expect(readdirSync(join(folder, 'locales'))).toEqual(readdirSync('bot/locales'))
      expect(readdirSync(join(folder, 'reports'))).toEqual(readdirSync('sql/reports'))
    }
    expect(readdirSync(join(worker.folder, 'analyses'))).toEqual(readdirSync('sql/analyses'))
    const readsFiles = Object.entries(bundles).filter(([, { sources }]) =>
      ['bot/i18n.ts', 'sql/queries.ts'].some((path) => sources.includes(path)),
    )
    expect(readsFiles.map(([name]) => name)).toEqual(['worker', 'register'])
  })

  it.each(Object.keys(names) as (keyof typeof names)[])(
    'load outside the project: %s',
    async (name) => {
      // The worker's canvas is for arm64: NODE_PATH offers this machine's, and nothing else.
      const url = pathToFileURL(join(bundles[name].folder, 'index.mjs'))
      const script = `import(${JSON.stringify(url)}).then((all) => console.log(typeof all.handler))`
      const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], {
        cwd: outdir,
        env: { ...lambdaEnvironment, NODE_PATH: hostPackages },
      })
      expect(stdout.trim()).toBe('function')
    },
  )

  it('include every unbundled font and package, in its installed version', () => {
    const fonts = dependenciesLike('@fontsource', '@expo-google-fonts/')
    expect(fonts.length).toBeGreaterThan(5)
    const require = createRequire(join(bundles.worker.folder, 'index.mjs'))
    for (const name of [...fonts, 'parquetjs-lite', 'int53', 'varint', 'snappyjs', 'node-int64']) {
      const version = (path: string) =>
        (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
      const beside = require.resolve(`${name}/package.json`)
      expect(beside.startsWith(bundles.worker.folder), name).toBe(true)
      expect(version(beside)).toBe(version(join('node_modules', name, 'package.json')))
    }
  })

  it('contain native code for arm64 only', ({ skip }) => {
    skip(output.includes('no-native-package'), 'the registry could not be reached')
    const addons = filesBelow(outdir).filter((path) => path.endsWith('.node'))
    expect(addons.map((path) => path.replace(/.*\//, ''))).toEqual(['skia.linux-arm64-gnu.node'])
    for (const path of addons) {
      const header = readFileSync(path).subarray(0, 20)
      expect(header.subarray(1, 4).toString()).toBe('ELF')
      expect(header.readUInt16LE(18), path).toBe(0xb7)
    }
  })

  it('stay far below Lambda’s limit of 250 MB', () => {
    for (const { folder } of Object.values(bundles)) {
      const bytes = filesBelow(folder).reduce((sum, path) => sum + statSync(path).size, 0)
      expect(bytes).toBeLessThan(150e6)
    }
  })
})

function readBundles() {
  const template = JSON.parse(
    readFileSync(join(outdir, 'telegram-lake-prod.template.json'), 'utf8'),
  ) as { Resources: Record<string, { Type: string; Properties: { Code: { S3Key: string } } }> }
  const bundleOf = (name: string): Bundle => {
    const [, found] = Object.entries(template.Resources).find(
      ([id, { Type }]) => Type === 'AWS::Lambda::Function' && id.slice(0, -8) === name,
    )!
    const folder = join(outdir, `asset.${found.Properties.Code.S3Key.replace('.zip', '')}`)
    const meta = JSON.parse(readFileSync(join(folder, 'index.meta.json'), 'utf8')) as Metafile
    const [output] = Object.values(meta.outputs).filter(({ entryPoint }) => entryPoint)
    return {
      folder,
      bytes: statSync(join(folder, 'index.mjs')).size,
      sources: Object.entries(output!.inputs)
        .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
        .map(([path]) => path),
      // Optional dependency of debug.
      imports: output!.imports.map(({ path }) => path).filter((path) => path !== 'supports-color'),
    }
  }
  const entries = Object.entries(names).map(([name, id]) => [name, bundleOf(id)] as const)
  return Object.fromEntries(entries) as Record<keyof typeof names, Bundle>
}

function isBuiltin(path: string): boolean {
  return path.startsWith('node:') || builtinModules.includes(path)
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile())
}
