import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { App } from 'aws-cdk-lib'

import { projectRoot } from './paths.ts'
import { readSettings, type Settings } from './settings.ts'
import { TelegramLakeStack } from './stack.ts'

const dotEnv = join(projectRoot, '.env')
if (existsSync(dotEnv)) process.loadEnvFile(dotEnv)

const app = new App()
const settings = settingsOf(app)
new TelegramLakeStack(app, `telegram-lake-${settings.stage}`, { settings })

/** `cdk deploy -c STAGE=dev` takes precedence over the environment. */
function settingsOf({ node }: App): Settings {
  try {
    return readSettings((name) => {
      const context: unknown = node.tryGetContext(name)
      return context === undefined ? process.env[name] : String(context)
    })
  } catch (error) {
    // The message is for people; a stack trace would not help them.
    console.error((error as Error).message)
    process.exit(1)
  }
}
