import { join } from 'node:path'

import { App } from 'aws-cdk-lib'

import { loadEnvFile } from '../etl/lake/env-file.ts'
import { projectRoot } from './paths.ts'
import { readSettings } from './settings.ts'
import { TelegramLakeStack } from './stack.ts'

orExit(() => loadEnvFile(join(projectRoot, '.env'), process.env))

const app = new App()
// `cdk deploy -c STAGE=dev` takes precedence over the environment.
const settings = orExit(() =>
  readSettings((name) => {
    const context: unknown = app.node.tryGetContext(name)
    return context === undefined ? process.env[name] : String(context)
  }),
)
new TelegramLakeStack(app, `telegram-lake-${settings.stage}`, { settings })

/** Settings that cannot be used end the program, with a message for people: no stack trace. */
function orExit<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    console.error((error as Error).message)
    process.exit(1)
  }
}
