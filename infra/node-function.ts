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

import { arm64Modules, packageFolders } from './packages.ts'
import { projectRoot } from './paths.ts'
import type { Settings } from './settings.ts'

export interface NodeFunctionProps {
  readonly settings: Settings
  readonly description: string
  /** The file that exports `handler`, from the project's folder. */
  readonly entry: string
  readonly memorySize: number
  readonly timeout: Duration
  readonly environment: Readonly<Record<string, string>>
  /** Whether alarms count lines of its log: then LOG_LEVEL cannot leave those of `info` out. */
  readonly isCounted?: boolean
  /** Whether grammY is in it: then its build for the web, which is a fifth of the other and uses Node's own fetch. */
  readonly talksToTelegram?: boolean
  /** Folder of the project → its name beside the bundle, where `new URL(name, import.meta.url)` finds it. */
  readonly beside?: Readonly<Record<string, string>>
  /** Packages that are not bundled but lie beside the bundle. */
  readonly packages?: readonly string[]
  /** As `packages`, for one that holds machine code: as arm64 needs it. */
  readonly nativePackage?: string
}

/** CommonJS inside of an ES module wants `require`; the name of the import is one that no source uses. */
const banner =
  "import{createRequire as __lakeRequire}from'node:module';const require=__lakeRequire(import.meta.url);"

const credentials = `@aws-sdk/credential-provider-node=${join(projectRoot, 'infra/lambda-credentials.ts')}`

/**
 * A function as all of ours are: arm64, one ES module with all it needs, JSON logs in a log group of its own,
 * and a role that may write that log and nothing else until it is told otherwise.
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
      description: `Of the function: ${props.description}`,
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

const applicationLogLevels: Readonly<Record<string, ApplicationLogLevel>> = {
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
    // DuckDB is the engine on one machine: nothing that runs here may need it.
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
    `${name} for arm64 could not be installed, so this template is for reading only: npm run deploy needs the network once`,
  )
}

/** Each command runs in a shell of its own in the project's folder, so it must name all of its paths. */
function copyCommands(out: string, copies: readonly (readonly [string, string])[]): string[] {
  if (copies.length === 0) return []
  const paths = [out, ...copies.flat()].map((path) => JSON.stringify(path))
  return [`node --import tsx infra/copy-beside.ts ${paths.join(' ')}`]
}
