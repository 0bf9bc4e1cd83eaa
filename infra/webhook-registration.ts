import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { CustomResource, Duration, RemovalPolicy } from 'aws-cdk-lib'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { Provider } from 'aws-cdk-lib/custom-resources'
import { Construct } from 'constructs'

import { NodeFunction, type NodeFunctionProps } from './node-function.ts'
import { grantParameters, type ParameterNames } from './parameters.ts'
import { projectRoot } from './paths.ts'
import type { WebhookApi } from './webhook-api.ts'

export interface WebhookRegistrationProps extends Pick<
  NodeFunctionProps,
  'settings' | 'environment' | 'beside' | 'talksToTelegram'
> {
  readonly api: WebhookApi
  readonly names: ParameterNames
}

/**
 * Tells Telegram where to deliver and which commands to offer, on every deployment that changes the URL, the commands,
 * the language or WEBHOOK_VERSION. CloudFormation stores the properties, so none of them is a secret.
 */
export class WebhookRegistration extends Construct {
  readonly register: NodeFunction
  /** `true` once Telegram has been told, otherwise `false`: the function's log says why. */
  readonly registered: string

  constructor(scope: Construct, id: string, props: WebhookRegistrationProps) {
    super(scope, id)
    const { api, names, settings, environment, beside, talksToTelegram } = props
    this.register = new NodeFunction(this, 'Register', {
      settings,
      environment,
      beside,
      talksToTelegram,
      description: "Registers the webhook and the bot's commands with Telegram",
      entry: 'bot/lambda/register.ts',
      memorySize: 512,
      timeout: Duration.seconds(60),
    })
    grantParameters(this.register, [names.token, names.secret])
    grantParameters(this.register, [names.botInfo], ['ssm:PutParameter'])

    const logGroup = new LogGroup(this, 'ProviderLog', {
      retention: settings.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const role = new Role(this, 'ProviderRole', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: 'Calls the registration for CloudFormation',
    })
    logGroup.grantWrite(role)
    const provider = new Provider(this, 'Provider', {
      onEventHandler: this.register,
      frameworkOnEventRole: role,
      logGroup,
    })
    const resource = new CustomResource(this, 'Webhook', {
      resourceType: 'Custom::TelegramWebhook',
      serviceToken: provider.serviceToken,
      properties: {
        url: api.url,
        version: `${settings.webhookVersion}-${settings.language}-${hashOf(registered)}`,
      },
    })
    // Telegram delivers immediately, so the API must be ready.
    resource.node.addDependency(api)
    this.registered = resource.getAttString('registered')
  }
}

/** Files that decide what Telegram is told: which updates to deliver, and the commands with their descriptions. */
const registered = [
  'bot/delivery/registration.ts',
  'bot/answers/commands.ts',
  'bot/reports/registry.ts',
  ...readdirSync(join(projectRoot, 'bot/locales')).map((name) => `bot/locales/${name}`),
]

function hashOf(files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of files.toSorted()) hash.update(readFileSync(join(projectRoot, file)))
  return hash.digest('hex').slice(0, 12)
}
