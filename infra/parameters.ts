import { Stack } from 'aws-cdk-lib'
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs'

import { allow } from './grants.ts'
import type { Settings } from './settings.ts'

/** Names in SSM. A person creates token and secret as SecureStrings; the registration writes the bot's info. */
export interface ParameterNames {
  readonly token: string
  readonly secret: string
  readonly botInfo: string
}

export function parameterNames({ ssmPrefix }: Settings): ParameterNames {
  return {
    token: `${ssmPrefix}/bot-token`,
    secret: `${ssmPrefix}/webhook-secret`,
    botInfo: `${ssmPrefix}/bot-info`,
  }
}

/** Reading by default. SecureStrings under the account's default key need no permission on the key. */
export function grantParameters(
  fn: NodejsFunction,
  names: readonly string[],
  actions: readonly string[] = ['ssm:GetParameters'],
): void {
  const resources = names.map((name) =>
    Stack.of(fn).formatArn({
      service: 'ssm',
      resource: 'parameter',
      resourceName: name.replace(/^\//, ''),
    }),
  )
  allow(fn, actions, resources)
}
