import { execFile } from 'node:child_process'
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { projectRoot } from '../../infra/paths.ts'
import { readable } from '../infra/synth.ts'
import { node24 } from './node24.ts'

/** Our functions and their ids in the template, without the digits that CDK appends. */
const ids = {
  webhook: 'BotWebhook',
  worker: 'BotWorker',
  register: 'BotRegistrationRegister',
  etl: 'EtlFunction',
} as const

export type FunctionName = keyof typeof ids
export const functionNames = Object.keys(ids) as FunctionName[]

export interface DeployedFunction {
  /** The bundle and the files beside it, as Lambda unpacks it. */
  readonly folder: string
  /** `index.handler` */
  readonly handler: string
  /** As in the template: text, or a reference. */
  readonly variables: Readonly<Record<string, string | { readonly Ref: string }>>
  readonly timeoutSeconds: number
  readonly logLevel: string
  /** What its role allows. */
  readonly statements: readonly Statement[]
}

/** What `npm run deploy` would upload, in folders outside the project. */
export interface Deployment {
  /** To be removed after use. */
  readonly root: string
  readonly node: string
  /** A copy of the runner outside the project. */
  readonly runner: string
  readonly functions: Readonly<Record<FunctionName, DeployedFunction>>
}

/** References are written as in `<LakeRaw.Arn>/telegram/*`. */
export interface Statement {
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  /** Patterns that a listing's prefix must match; undefined: any prefix. */
  readonly prefixes: readonly string[] | undefined
}

interface Resource {
  readonly Type: string
  readonly Properties: {
    readonly Code: { readonly S3Key: string }
    readonly Handler: string
    readonly Runtime: string
    readonly Timeout: number
    readonly Environment: { readonly Variables: DeployedFunction['variables'] }
    readonly LoggingConfig: { readonly ApplicationLogLevel: string }
  }
}

/** Runs `npm run synth` with these settings and unpacks its bundles. */
export async function deploy(settings: Readonly<Record<string, string>> = {}): Promise<Deployment> {
  const node = node24()
  const root = mkdtempSync(join(tmpdir(), 'telegram-lake-lambda-'))
  const out = join(root, 'cdk.out')
  const { PATH, HOME } = process.env
  await promisify(execFile)('npm', ['run', 'synth', '--', '--output', out], {
    cwd: projectRoot,
    env: { PATH, HOME, ...settings },
  })
  const template = readFileSync(join(out, 'telegram-lake-prod.template.json'), 'utf8')
  const { Resources } = JSON.parse(template) as { Resources: Record<string, Resource> }
  const functions = Object.fromEntries(
    functionNames.map((name) => [name, unpack(name, Resources, root)]),
  ) as Record<FunctionName, DeployedFunction>

  const runner = join(root, 'runner.ts')
  copyFileSync(join(projectRoot, 'test/lambda/runner.ts'), runner)
  return { root, node, runner, functions }
}

function unpack(
  name: FunctionName,
  resources: Readonly<Record<string, Resource>>,
  root: string,
): DeployedFunction {
  const [, found] =
    Object.entries(resources).find(
      ([id, { Type }]) => Type === 'AWS::Lambda::Function' && withoutDigits(id) === ids[name],
    ) ?? []
  if (!found) throw new Error(`lambda: the template has no function ${ids[name]}`)
  const { Code, Handler, Runtime, Timeout, Environment, LoggingConfig } = found.Properties
  if (Runtime !== 'nodejs24.x')
    throw new Error(`lambda: ${name}: expected runtime nodejs24.x, got ${Runtime}`)
  const folder = join(root, name)
  cpSync(join(root, 'cdk.out', `asset.${Code.S3Key.replace('.zip', '')}`), folder, {
    recursive: true,
  })
  if (name === 'worker') useHostCanvas(folder)
  return {
    folder,
    handler: Handler,
    variables: Environment.Variables,
    timeoutSeconds: Timeout,
    logLevel: LoggingConfig.ApplicationLogLevel,
    statements: statementsOf(`${ids[name]}Role`, resources),
  }
}

interface PolicyStatement {
  readonly Action: string | readonly string[]
  readonly Resource: string | readonly string[]
  readonly Condition?: { readonly StringLike: { readonly 's3:prefix': string | readonly string[] } }
}

function statementsOf(role: string, resources: Readonly<Record<string, Resource>>): Statement[] {
  return Object.values(resources)
    .filter(({ Type }) => Type === 'AWS::IAM::Policy')
    .map(({ Properties }) => readable(Properties) as unknown as Policy)
    .filter(({ Roles }) => Roles.includes(`<${role}>`))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .map(({ Action, Resource, Condition }) => ({
      actions: [Action].flat(),
      resources: [Resource].flat(),
      prefixes: Condition && [Condition.StringLike['s3:prefix']].flat(),
    }))
}

interface Policy {
  readonly Roles: readonly string[]
  readonly PolicyDocument: { readonly Statement: readonly PolicyStatement[] }
}

/**
 * The only difference from what is deployed: the bundle's canvas is native code for arm64, which this machine may not
 * be able to load. In the copy, the project's build of the same version replaces it.
 */
function useHostCanvas(folder: string): void {
  const canvas = join(folder, 'node_modules/@napi-rs')
  rmSync(canvas, { recursive: true, force: true })
  cpSync(join(projectRoot, 'node_modules/@napi-rs'), canvas, { recursive: true })
}

export function withoutDigits(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '')
}
