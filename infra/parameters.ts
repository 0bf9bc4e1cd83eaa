import { Stack } from 'aws-cdk-lib'
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs'

import { allow } from './grants.ts'
import type { Settings } from './settings.ts'

/** Names in SSM. Token and secret are SecureStrings that a person makes; what the bot is, the registration writes. */
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

/** Reading, unless said otherwise. SecureStrings under the account's own key need no right on the key. */
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
