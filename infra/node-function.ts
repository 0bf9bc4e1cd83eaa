import { join, relative } from 'node:path'

import { Annotations, Stack, type Duration } from 'aws-cdk-lib'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import {
  ApplicationLogLevel,
  Architecture,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda'
import { NodejsFunction, OutputFormat, type BundlingOptions } from 'aws-cdk-lib/aws-lambda-nodejs'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { RemovalPolicy } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'

import type { LogLevel } from '../etl/lake/env.ts'
import { arm64Modules, packageFolders } from './packages.ts'
import { projectRoot } from './paths.ts'
import type { Settings } from './settings.ts'

export interface NodeFunctionProps {
  readonly settings: Settings
  readonly description: string
  /** The file that exports `handler`, relative to the project. */
  readonly entry: string
  readonly memorySize: number
  readonly timeout: Duration
  readonly environment: Readonly<Record<string, string>>
  /** Whether alarms count lines of its log: then LOG_LEVEL cannot suppress `info`. */
  readonly isCounted?: boolean
  /** Whether it uses grammY: then its web build is bundled, a fifth of the size, which uses Node's own fetch. */
  readonly talksToTelegram?: boolean
  /** Folder in the project → its name beside the bundle, where `new URL(name, import.meta.url)` finds it. */
  readonly beside?: Readonly<Record<string, string>>
  /** Packages that are copied beside the bundle instead of being bundled. */
  readonly packages?: readonly string[]
  /** As `packages`, for one with native code: its arm64 build. */
  readonly nativePackage?: string
}

/** CommonJS code in an ES module needs `require`; the import's name must not clash with any source. */
const banner =
  "import{createRequire as __lakeRequire}from'node:module';const require=__lakeRequire(import.meta.url);"

const credentials = `@aws-sdk/credential-provider-node=${join(projectRoot, 'infra/lambda-credentials.ts')}`

/**
 * The defaults of all our functions: arm64, one ES module with everything it needs, JSON logs in its own log group,
 * and a role that at first may only write that log.
 */
export class NodeFunction extends NodejsFunction {
  constructor(scope: Construct, id: string, props: NodeFunctionProps) {
    const { settings, isCounted = false } = props
    const isQuiet = ['warn', 'error'].includes(settings.logLevel)
    const logLevel = isCounted && isQuiet ? 'info' : settings.logLevel
    const logGroup = new LogGroup(scope, `${id}Log`, {
      retention: settings.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const role = new Role(scope, `${id}Role`, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `Role of the function: ${props.description}`,
    })
    logGroup.grantWrite(role)

    super(scope, id, {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memorySize,
      timeout: props.timeout,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      systemLogLevelV2: SystemLogLevel.WARN,
      applicationLogLevelV2: applicationLogLevels[logLevel],
      environment: { ...props.environment, NODE_OPTIONS: '--enable-source-maps' },
      projectRoot,
      depsLockFilePath: join(projectRoot, 'package-lock.json'),
      entry: join(projectRoot, props.entry),
      awsSdkConnectionReuse: false,
      bundling: bundlingOf(scope, props),
    })
  }
}

const applicationLogLevels: Readonly<Record<LogLevel, ApplicationLogLevel>> = {
  debug: ApplicationLogLevel.DEBUG,
  info: ApplicationLogLevel.INFO,
  warn: ApplicationLogLevel.WARN,
  error: ApplicationLogLevel.ERROR,
}

function bundlingOf(scope: Construct, props: NodeFunctionProps): BundlingOptions {
  const { beside = {}, packages = [], nativePackage, talksToTelegram } = props
  return {
    format: OutputFormat.ESM,
    target: 'node24',
    minify: true,
    sourceMap: true,
    sourcesContent: false,
    mainFields: ['module', 'main'],
    bundleAwsSDK: true,
    banner,
    // DuckDB is the local engine: nothing that runs on Lambda may need it.
    externalModules: ['@duckdb/*', ...packages, ...(nativePackage ? [nativePackage] : [])],
    esbuildArgs: { '--alias': [credentials, ...(talksToTelegram ? ['grammy=grammy/web'] : [])] },
    metafile: scope.node.tryGetContext('lake:metafile') === 'true',
    commandHooks: {
      beforeBundling: () => [],
      beforeInstall: () => [],
      afterBundling: (_input, out) => copyCommands(out, copiesOf(scope, props)),
    },
  }

  function copiesOf(construct: Construct, { nativePackage: native }: NodeFunctionProps) {
    const copies = Object.entries(beside).map(
      ([from, to]) => [join(projectRoot, from), to] as const,
    )
    const folders = packageFolders(packages)
    copies.push(...folders.map((folder) => [folder, relative(projectRoot, folder)] as const))
    if (native !== undefined && Stack.of(construct).bundlingRequired) {
      const modules = arm64Modules(native)
      if (modules !== undefined) copies.push([modules, 'node_modules'])
      else warnOf(construct, native)
    }
    return copies
  }
}

function warnOf(construct: Construct, name: string): void {
  Annotations.of(construct).addWarningV2(
    'telegram-lake:no-native-package',
    `could not install ${name} for arm64, so this template cannot be deployed: npm run deploy needs the network once`,
  )
}

/** Each command runs in its own shell in the project's folder, so all paths are absolute. */
function copyCommands(out: string, copies: readonly (readonly [string, string])[]): string[] {
  if (copies.length === 0) return []
  const paths = [out, ...copies.flat()].map((path) => JSON.stringify(path))
  return [`node --import tsx infra/copy-beside.ts ${paths.join(' ')}`]
}
