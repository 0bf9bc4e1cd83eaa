import { rmSync } from 'node:fs'

import { Annotations, Match, type Template } from 'aws-cdk-lib/assertions'
import { beforeAll, describe, expect, it } from 'vitest'

import { parseJob } from '../../bot/jobs/parse-job.ts'
import { loadLambdaSettings } from '../../bot/lambda/settings.ts'
import { loadLakeConfig } from '../../etl/config.ts'
import { makeStack, makeTemplate, readable, resource } from './synth.ts'

const functions = ['BotWebhook', 'BotWorker', 'BotRegistrationRegister', 'EtlFunction']

let template: Template
beforeAll(() => {
  template = makeTemplate({
    TELEGRAM_CHAT_ID: '-100123,-456',
    PRIVACY_CONTACT: 'privacy@example.org',
    TELEGRAM_ADMIN_IDS: '7',
    ALARM_EMAIL: 'on-call@example.org',
  })
})

interface Output {
  readonly Value: unknown
}

const propertiesOf = (type: string, id: string) => resource(template, type, id).Properties

function environmentOf(id: string): Record<string, string> {
  const { Environment } = propertiesOf('AWS::Lambda::Function', id) as {
    Environment: { Variables: unknown }
  }
  return readable(Environment.Variables) as Record<string, string>
}

describe('functions', () => {
  it.each(functions)('%s runs on Node 24 for arm64 and logs JSON to its own group', (id) => {
    const log = propertiesOf('AWS::Logs::LogGroup', `${id}Log`)
    expect(log).toEqual({ RetentionInDays: 30 })
    expect(readable(propertiesOf('AWS::Lambda::Function', id))).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      LoggingConfig: {
        LogFormat: 'JSON',
        SystemLogLevel: 'WARN',
        ApplicationLogLevel: 'INFO',
        LogGroup: `<${id}Log>`,
      },
    })
  })

  it('have the memory and time they need', () => {
    const sizes = functions.map((id) => {
      const { MemorySize, Timeout } = propertiesOf('AWS::Lambda::Function', id)
      return [id, MemorySize, Timeout]
    })
    expect(sizes).toEqual([
      ['BotWebhook', 512, 10],
      ['BotWorker', 1769, 120],
      ['BotRegistrationRegister', 512, 60],
      ['EtlFunction', 1769, 900],
    ])
  })

  it.each(functions.slice(0, 3))('%s gets an environment that it accepts', (id) => {
    const settings = loadLambdaSettings(environmentOf(id))
    expect(settings).toMatchObject({
      raw: '<LakeRaw>',
      enriched: '<LakeEnriched>',
      chatIds: [-100123, -456],
      adminIds: [7],
      language: 'pt-BR',
      tokenParameter: '/telegram-lake/prod/bot-token',
      secretParameter: '/telegram-lake/prod/webhook-secret',
      botInfoParameter: '/telegram-lake/prod/bot-info',
      queueUrl: '<BotJobsQueue>',
    })
    expect(environmentOf(id)).toMatchObject({
      ATHENA_DATABASE: 'telegram_lake_prod',
      ATHENA_WORKGROUP: 'telegram-lake-prod',
    })
  })

  it('EtlFunction gets an environment that it accepts', () => {
    const { location, zone } = loadLakeConfig(environmentOf('EtlFunction'))
    expect(location).toEqual({ type: 'buckets', raw: '<LakeRaw>', enriched: '<LakeEnriched>' })
    expect(zone.name).toBe('America/Sao_Paulo')
  })
})

describe('buckets', () => {
  it.each(['LakeRaw', 'LakeEnriched', 'AthenaResults'])('%s is private and encrypted', (id) => {
    expect(propertiesOf('AWS::S3::Bucket', id)).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
        ],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    })
    const policy = JSON.stringify(propertiesOf('AWS::S3::BucketPolicy', `${id}Policy`))
    expect(policy).toContain('"aws:SecureTransport":"false"')
    expect(policy).toContain('"s3:TlsVersion":1.2')
  })

  it('keep the data when the stack is deleted, but not the results', () => {
    const policies = ['LakeRaw', 'LakeEnriched', 'AthenaResults'].map((id) => {
      const { DeletionPolicy, UpdateReplacePolicy } = resource(
        template,
        'AWS::S3::Bucket',
        id,
      ) as unknown as Record<string, string>
      return [DeletionPolicy, UpdateReplacePolicy]
    })
    expect(policies).toEqual([
      ['Retain', 'Retain'],
      ['Retain', 'Retain'],
      ['Delete', 'Delete'],
    ])
  })

  it('keep old versions for a month and marks of jobs for three days', () => {
    const versions = { NoncurrentVersionExpiration: { NoncurrentDays: 30 }, Status: 'Enabled' }
    const jobs = { Prefix: 'state/jobs/', ExpirationInDays: 3, Status: 'Enabled' }
    const rulesOf = (id: string) => propertiesOf('AWS::S3::Bucket', id)['LifecycleConfiguration']
    const once = { Prefix: 'state/once/', ExpirationInDays: 63, Status: 'Enabled' }
    expect(rulesOf('LakeRaw')).toMatchObject({ Rules: [versions, jobs, once] })
    expect(rulesOf('LakeEnriched')).toMatchObject({ Rules: [versions] })
    expect(JSON.stringify(rulesOf('LakeRaw'))).not.toContain('retention')
    for (const id of ['LakeRaw', 'LakeEnriched']) {
      expect(propertiesOf('AWS::S3::Bucket', id)).toMatchObject({
        VersioningConfiguration: { Status: 'Enabled' },
      })
    }
  })

  it('deletes what is older than RETENTION_DAYS, a day after the nightly run would', () => {
    const kept = makeTemplate({ RETENTION_DAYS: '365' })
    const rulesOf = (id: string) => {
      const { LifecycleConfiguration } = resource(kept, 'AWS::S3::Bucket', id).Properties as {
        LifecycleConfiguration: {
          Rules: { Id: string; Prefix: string; ExpirationInDays: number }[]
        }
      }
      const rules = LifecycleConfiguration.Rules.filter(({ Id }) => Id.startsWith('retention'))
      return rules.map(({ Prefix, ExpirationInDays }) => [Prefix, ExpirationInDays])
    }
    expect(rulesOf('LakeRaw')).toEqual([
      ['telegram/', 366],
      ['quarantine/', 366],
      ['state/held/', 366],
      ['state/migrations/held/', 366],
    ])
    expect(rulesOf('LakeEnriched')).toEqual([['telegram/', 366]])
    const { Environment } = resource(kept, 'AWS::Lambda::Function', 'EtlFunction').Properties
    expect(Environment).toMatchObject({ Variables: { RETENTION_DAYS: '365' } })
  })
})

describe('the webhook', () => {
  it('is one route with a throttle and an access log', () => {
    template.resourceCountIs('AWS::ApiGatewayV2::Route', 1)
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: 'POST /webhook' })
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingBurstLimit: 400, ThrottlingRateLimit: 200 },
      AccessLogSettings: { DestinationArn: Match.anyValue() },
    })
    const { AccessLogSettings } = propertiesOf('AWS::ApiGatewayV2::Stage', 'BotApiStage') as {
      AccessLogSettings: { Format: string }
    }
    expect(JSON.parse(AccessLogSettings.Format)).toMatchObject({ status: '$context.status' })
  })

  it('is registered again when the version or language changes, without a secret in the template', () => {
    const registration = (env: Record<string, string>) =>
      Object.values(makeTemplate(env).findResources('Custom::TelegramWebhook'))[0] as {
        Properties: Record<string, unknown>
        DependsOn: string[]
      }
    const { Properties, DependsOn } = registration({})
    expect(Object.keys(Properties).sort()).toEqual(['ServiceToken', 'url', 'version'])
    expect(readable(Properties['url'])).toBe('<BotApiHttp.ApiEndpoint>/webhook')
    expect(Properties['version']).toMatch(/^1-pt-BR-[0-9a-f]{12}$/)
    expect(DependsOn.join()).toMatch(/BotApiStage.*/)
    expect(registration({ WEBHOOK_VERSION: '2' }).Properties['version']).toMatch(/^2-/)
    expect(registration({ LANGUAGE: 'en' }).Properties['version']).toMatch(/^1-en-/)
  })

  it('outputs whether it is registered', () => {
    const { Value } = template.findOutputs('WebhookRegistered')['WebhookRegistered'] as Output
    expect(readable(Value)).toBe('<BotRegistrationWebhook.registered>')
  })

  it('restarts with a new version before Telegram is told, so that it knows the new secret', () => {
    const versions = functions.slice(0, 3).map((id) => environmentOf(id)['WEBHOOK_VERSION'])
    expect(versions).toEqual(['1', '1', '1'])
    const [registration] = Object.values(template.findResources('Custom::TelegramWebhook'))
    const [permission] = Object.entries(template.findResources('AWS::Lambda::Permission')).filter(
      ([, { Properties }]) => readable(Properties.FunctionName) === '<BotWebhook.Arn>',
    )
    expect(registration?.['DependsOn']).toContain(permission?.[0])
  })
})

describe('jobs', () => {
  it('are delivered one at a time, up to three times, after six times the timeout', () => {
    expect(readable(propertiesOf('AWS::SQS::Queue', 'BotJobsQueue'))).toMatchObject({
      VisibilityTimeout: 720,
      SqsManagedSseEnabled: true,
      RedrivePolicy: { deadLetterTargetArn: '<BotJobsDeadLetters.Arn>', maxReceiveCount: 3 },
    })
    const sources = Object.values(template.findResources('AWS::Lambda::EventSourceMapping'))
    expect(sources.map(({ Properties }) => readable(Properties))).toEqual([
      expect.objectContaining({
        BatchSize: 1,
        EventSourceArn: '<BotJobsQueue.Arn>',
        FunctionName: '<BotWorker>',
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      }),
    ])
  })

  it('and dead letters are sent over TLS only', () => {
    for (const id of ['BotJobsQueue', 'BotJobsDeadLetters', 'EtlDeadLetters']) {
      const policy = JSON.stringify(propertiesOf('AWS::SQS::QueuePolicy', `${id}Policy`))
      expect(policy).toContain('"aws:SecureTransport":"false"')
    }
  })
})

describe('the schedules', () => {
  const scheduleOf = (id: string, from = template) =>
    readable(resource(from, 'AWS::Scheduler::Schedule', id).Properties)

  it('run at 00:30 in the zone of the lake and pass the scheduled time', () => {
    expect(scheduleOf('EtlDaily')).toMatchObject({
      ScheduleExpression: 'cron(30 0 * * ? *)',
      ScheduleExpressionTimezone: 'America/Sao_Paulo',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: '<EtlFunction.Arn>',
        Input: '{"scheduledTime":"<aws.scheduler.scheduled-time>"}',
        DeadLetterConfig: { Arn: '<EtlDeadLetters.Arn>' },
        RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 21_600 },
      },
    })
    expect(scheduleOf('EtlDaily', makeTemplate({ TIME_ZONE: 'Asia/Tokyo' }))).toMatchObject({
      ScheduleExpressionTimezone: 'Asia/Tokyo',
    })
  })

  it('run every full hour for today', () => {
    expect(scheduleOf('EtlHourly')).toMatchObject({
      ScheduleExpression: 'cron(0 * * * ? *)',
      ScheduleExpressionTimezone: 'America/Sao_Paulo',
      Target: {
        Arn: '<EtlFunction.Arn>',
        Input: '{"scheduledTime":"<aws.scheduler.scheduled-time>","today":true}',
        DeadLetterConfig: { Arn: '<EtlDeadLetters.Arn>' },
        RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3_600 },
      },
    })
  })

  it('have the worker send the receipts of erasures, an hour after the nightly run', () => {
    const receipts = scheduleOf('BotReceipts')
    expect(receipts).toMatchObject({
      ScheduleExpression: 'cron(30 1 * * ? *)',
      ScheduleExpressionTimezone: 'America/Sao_Paulo',
      Target: { Arn: '<BotJobsQueue.Arn>' },
    })
    const { Input } = (receipts as { Target: { Input: string } }).Target
    expect(parseJob(Input)).toEqual({ kind: 'receipts', update_id: 0 })
  })

  it('leave a dead letter when every attempt fails', () => {
    const [config] = Object.values(template.findResources('AWS::Lambda::EventInvokeConfig'))
    expect(readable(config?.['Properties'])).toMatchObject({
      FunctionName: '<EtlFunction>',
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: '<EtlDeadLetters.Arn>' } },
    })
  })
})

describe('alarms', () => {
  it('cover what can go wrong and go to one topic', () => {
    const alarms = Object.entries(template.findResources('AWS::CloudWatch::Alarm'))
    const facts = alarms.map(([id, { Properties }]) => [
      id.replace(/^Alarms|[0-9A-F]{8}$/g, ''),
      Properties.MetricName,
      Properties.TreatMissingData,
    ])
    expect(facts.sort()).toEqual([
      ['AnswersFailing', 'FailedAnswers', 'notBreaching'],
      ['ArchiveLag', 'ArchiveLag', 'notBreaching'],
      ['ArchiveSilent', 'ArchiveLag', 'breaching'],
      ['CommandsLost', 'LostCommands', 'notBreaching'],
      ['DailyDeadLetters', 'ApproximateNumberOfMessagesVisible', 'notBreaching'],
      ['DailyRunMissing', 'NightlyRuns', 'breaching'],
      ['EtlErrors', 'Errors', 'notBreaching'],
      ['JobsDeadLetters', 'ApproximateNumberOfMessagesVisible', 'notBreaching'],
      ['JobsWaiting', 'ApproximateAgeOfOldestMessage', 'notBreaching'],
      ['RefusedDeliveries', 'RefusedDeliveries', 'notBreaching'],
      ['Webhook5xx', '5xx', 'notBreaching'],
      ['WebhookErrors', 'Errors', 'notBreaching'],
      ['WorkerErrors', 'Errors', 'notBreaching'],
    ])
    for (const [, { Properties }] of alarms) {
      expect(readable(Properties.AlarmActions)).toEqual(['<AlarmsTopic>'])
      expect(Properties.AlarmDescription).toMatch(/\.$/)
    }
  })

  it('count refused deliveries in the access log', () => {
    expect(propertiesOf('AWS::Logs::MetricFilter', 'BotApiRefusedDeliveriesFilter')).toMatchObject({
      FilterPattern: '{ ($.status = "401") || ($.status = "429") }',
      MetricTransformations: [
        {
          MetricName: 'RefusedDeliveries',
          MetricNamespace: 'telegram-lake-prod',
          MetricValue: '1',
        },
      ],
    })
    expect(propertiesOf('AWS::CloudWatch::Alarm', 'AlarmsRefusedDeliveries')).toMatchObject({
      Namespace: 'telegram-lake-prod',
      Statistic: 'Sum',
      Threshold: 3,
      Period: 900,
    })
  })

  it('count finished nightly runs in the log of the ETL', () => {
    expect(readable(propertiesOf('AWS::Logs::MetricFilter', 'EtlNightlyRunsFilter'))).toMatchObject(
      {
        LogGroupName: '<EtlFunctionLog>',
        FilterPattern: '{ $.message.event = "nightly_run_done" }',
        MetricTransformations: [{ MetricName: 'NightlyRuns', MetricValue: '1' }],
      },
    )
    expect(propertiesOf('AWS::CloudWatch::Alarm', 'AlarmsDailyRunMissing')).toMatchObject({
      Statistic: 'Sum',
      Threshold: 1,
      Period: 3_600,
      EvaluationPeriods: 26,
      ComparisonOperator: 'LessThanThreshold',
    })
  })

  it('count failed answers and lost commands in the logs', () => {
    const filter = (id: string) => readable(propertiesOf('AWS::Logs::MetricFilter', id))
    expect(filter('BotFailedAnswersFilter')).toMatchObject({
      LogGroupName: '<BotWorkerLog>',
      FilterPattern: '{ $.level = "ERROR" }',
    })
    expect(filter('BotLostCommandsFilter')).toMatchObject({
      LogGroupName: '<BotWebhookLog>',
      FilterPattern: '{ $.message.event = "job_not_handed_over" }',
    })
  })

  it('detect late and missing messages by what the webhook archived', () => {
    expect(readable(propertiesOf('AWS::Logs::MetricFilter', 'BotArchiveLagFilter'))).toMatchObject({
      LogGroupName: '<BotWebhookLog>',
      FilterPattern: '{ $.message.event = "delivery_archived" }',
      MetricTransformations: [
        {
          MetricName: 'ArchiveLag',
          MetricNamespace: 'telegram-lake-prod',
          MetricValue: '$.message.lag_seconds',
        },
      ],
    })
    expect(propertiesOf('AWS::CloudWatch::Alarm', 'AlarmsArchiveLag')).toMatchObject({
      ExtendedStatistic: 'p50',
      Threshold: 600,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    })
    expect(propertiesOf('AWS::CloudWatch::Alarm', 'AlarmsArchiveSilent')).toMatchObject({
      Statistic: 'SampleCount',
      Threshold: 1,
      Period: 86_400,
      ComparisonOperator: 'LessThanThreshold',
    })
  })

  it.each([
    ['debug', ['DEBUG', 'DEBUG', 'DEBUG']],
    ['info', ['INFO', 'INFO', 'INFO']],
    ['error', ['INFO', 'INFO', 'ERROR']],
  ])('still get the lines they count with LOG_LEVEL=%s', (LOG_LEVEL, levels) => {
    const quiet = makeTemplate({ LOG_LEVEL })
    const found = ['BotWebhook', 'EtlFunction', 'BotWorker'].map((id) => {
      const { LoggingConfig } = resource(quiet, 'AWS::Lambda::Function', id).Properties as {
        LoggingConfig: { ApplicationLogLevel: string }
      }
      return LoggingConfig.ApplicationLogLevel
    })
    expect(found).toEqual(levels)
  })

  it('send e-mail only when an address is set', () => {
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 'sns:Publish',
            Effect: 'Allow',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ]),
      },
    })
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'on-call@example.org',
    })
    makeTemplate().resourceCountIs('AWS::SNS::Subscription', 0)
    template.resourceCountIs('AWS::CloudWatch::Dashboard', 1)
  })
})

describe('the template', () => {
  it.each([
    [{}, ['TELEGRAM_CHAT_ID is not set: the bot would archive nothing.']],
    [{ TELEGRAM_CHAT_ID: 'none' }, []],
    [{ TELEGRAM_CHAT_ID: '-100123', PRIVACY_CONTACT: 'privacy@example.org' }, []],
  ])('for the settings %j has the warnings %j', (env, warnings) => {
    const { app, stack } = makeStack(env)
    const entries = Annotations.fromStack(stack).findWarning('*', Match.anyValue())
    rmSync(app.outdir, { recursive: true })
    const found = entries.map(({ entry }) => String(entry.data).replace(/(?<=\.) .*/s, ''))
    expect(found).toEqual(warnings)
  })

  it('sets no TELEGRAM_CHAT_ID when it is `none`', () => {
    const { Environment } = resource(
      makeTemplate({ TELEGRAM_CHAT_ID: 'none' }),
      'AWS::Lambda::Function',
      'BotWebhook',
    ).Properties as { Environment: { Variables: Record<string, unknown> } }
    expect(Environment.Variables).not.toHaveProperty('TELEGRAM_CHAT_ID')
  })

  it('outputs what people need to copy', () => {
    expect(Object.keys(template.findOutputs('*')).sort()).toEqual([
      'AlarmTopicArn',
      'AnalystRoleArn',
      'AthenaDatabase',
      'AthenaWorkGroup',
      'EnrichedBucket',
      'EtlFunction',
      'RawBucket',
      'ResultsBucket',
      'WebhookRegistered',
      'WebhookUrl',
    ])
  })

  it('contains nothing that looks like a token or a secret', () => {
    const text = JSON.stringify(template.toJSON())
    expect(text).not.toMatch(/\d{8,10}:[\w-]{35}/)
    expect(text).not.toMatch(/resolve:(ssm|secretsmanager)/)
    const names = functions.flatMap((id) => Object.keys(environmentOf(id)))
    expect(names.filter((name) => /TOKEN|SECRET/.test(name) && !/_PARAMETER$/.test(name))).toEqual(
      [],
    )
  })

  it('has the stage in every fixed name, so that two stages can coexist', () => {
    const fixed = (stage: string) =>
      [
        ...JSON.stringify(makeTemplate({ STAGE: stage }).toJSON()).matchAll(
          /telegram[_-]lake[_/-]\w+/g,
        ),
      ]
        .map(([name]) => name)
        .filter((name) => !name.endsWith(stage))
    expect(fixed('dev')).toEqual([])
  })
})
