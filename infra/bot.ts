import { Duration } from 'aws-cdk-lib'
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { FilterPattern } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'

import { TABLE_PREFIX } from '../etl/lake/keys.ts'
import type { Athena } from './athena.ts'
import { allow, allowListing, allowObjects } from './grants.ts'
import type { Lake } from './lake.ts'
import { NodeFunction } from './node-function.ts'
import { dependenciesLike } from './packages.ts'
import { LogMetric } from './log-metrics.ts'
import { grantParameters, parameterNames } from './parameters.ts'
import { QueueWithDeadLetters } from './queue.ts'
import { NO_CHAT, type Settings } from './settings.ts'
import { WebhookApi } from './webhook-api.ts'
import { WebhookRegistration } from './webhook-registration.ts'

export interface BotProps {
  readonly settings: Settings
  readonly lake: Lake
  readonly athena: Athena
  /** Where the lake is, as every function is told. */
  readonly lakeEnvironment: Readonly<Record<string, string>>
}

/** What the bot remembers, and of that, which groups became supergroups. */
const STATE_PREFIX = 'state/'
export const MIGRATIONS_PREFIX = 'state/migrations/'

/** A report: compaction of today if need be, Athena's 45 seconds, and the picture. */
const WORKER_TIMEOUT = Duration.seconds(120)

/** More at once would only meet the limits of Athena and of Telegram, and in a new account take those of the webhook. */
const WORKERS_AT_ONCE = 5

/** Telegram's deliveries go from the webhook to the raw bucket and the queue, and from there to the worker. */
export class Bot extends Construct {
  readonly webhook: NodeFunction
  readonly worker: NodeFunction
  readonly jobs: QueueWithDeadLetters
  readonly api: WebhookApi
  readonly registration: WebhookRegistration
  /** As many values as answers failed, and as commands could not be handed over. */
  readonly failedAnswers: Metric
  readonly lostCommands: Metric
  /** Seconds between a message and its archive; as many values as updates were archived. */
  readonly archiveLag: Metric

  constructor(scope: Construct, id: string, props: BotProps) {
    super(scope, id)
    const { settings, lake, athena } = props
    this.jobs = new QueueWithDeadLetters(this, 'Jobs', {
      // Six times the timeout, as Lambda asks for: so long a job may wait behind others in its poller.
      visibilityTimeout: Duration.seconds(6 * WORKER_TIMEOUT.toSeconds()),
      // A worker may die, and a delivery may come while another worker has the job: the third is still done.
      maxReceiveCount: 3,
    })
    const names = parameterNames(settings)
    const words = { 'bot/locales': 'locales', 'sql/reports': 'reports' }
    const common = {
      settings,
      talksToTelegram: true,
      environment: environmentOf(props, this.jobs.queue.queueUrl),
    }

    this.webhook = new NodeFunction(this, 'Webhook', {
      ...common,
      isCounted: true,
      description: 'Archives what Telegram delivers and hands slow work over',
      entry: 'bot/lambda/webhook.ts',
      memorySize: 512,
      timeout: Duration.seconds(10),
    })
    allowObjects(this.webhook, lake.raw, [TABLE_PREFIX], ['s3:GetObject', 's3:PutObject'])
    allowObjects(this.webhook, lake.raw, [MIGRATIONS_PREFIX], ['s3:PutObject'])
    allow(this.webhook, ['s3:ListBucket'], [lake.raw.bucketArn], {
      StringLike: { 's3:prefix': `${MIGRATIONS_PREFIX}*` },
    })
    allow(this.webhook, ['sqs:SendMessage'], [this.jobs.queue.queueArn])
    grantParameters(this.webhook, [names.token, names.secret, names.botInfo])

    this.worker = new NodeFunction(this, 'Worker', {
      ...common,
      description: 'Answers: reports, menus, status',
      entry: 'bot/lambda/worker.ts',
      memorySize: 1769,
      timeout: WORKER_TIMEOUT,
      beside: { ...words, 'sql/analyses': 'analyses' },
      packages: ['parquetjs-lite', ...dependenciesLike('@expo-google-fonts/', '@fontsource')],
      nativePackage: '@napi-rs/canvas',
    })
    this.worker.addEventSource(
      new SqsEventSource(this.jobs.queue, {
        batchSize: 1,
        reportBatchItemFailures: true,
        maxConcurrency: WORKERS_AT_ONCE,
      }),
    )
    athena.grantQueries(this.worker)
    // It compacts today before a report about today, and archives what it says itself.
    allowObjects(
      this.worker,
      lake.raw,
      [TABLE_PREFIX, STATE_PREFIX],
      ['s3:GetObject', 's3:PutObject'],
    )
    allowListing(this.worker, lake.raw)
    allowObjects(this.worker, lake.enriched, [TABLE_PREFIX], ['s3:PutObject'])
    grantParameters(this.worker, [names.token, names.botInfo])

    this.failedAnswers = new LogMetric(this, 'FailedAnswers', {
      settings,
      logGroup: this.worker.logGroup,
      pattern: FilterPattern.stringValue('$.level', '=', 'ERROR'),
      value: '1',
    }).metric
    this.lostCommands = new LogMetric(this, 'LostCommands', {
      settings,
      logGroup: this.webhook.logGroup,
      pattern: FilterPattern.stringValue('$.message.event', '=', 'job_not_handed_over'),
      value: '1',
    }).metric
    this.archiveLag = new LogMetric(this, 'ArchiveLag', {
      settings,
      logGroup: this.webhook.logGroup,
      pattern: FilterPattern.stringValue('$.message.event', '=', 'delivery_archived'),
      value: '$.message.lag_seconds',
    }).metric
    this.api = new WebhookApi(this, 'Api', { webhook: this.webhook, settings })
    this.registration = new WebhookRegistration(this, 'Registration', {
      ...common,
      beside: words,
      api: this.api,
      names,
    })
  }
}

function environmentOf({ settings, lakeEnvironment, athena }: BotProps, queueUrl: string) {
  const names = parameterNames(settings)
  return {
    ...lakeEnvironment,
    ATHENA_DATABASE: athena.databaseName,
    ATHENA_WORKGROUP: athena.workGroupName,
    LANGUAGE: settings.language,
    THEME: settings.theme,
    ...(settings.chatIds && settings.chatIds !== NO_CHAT && { TELEGRAM_CHAT_ID: settings.chatIds }),
    ...(settings.adminIds && { TELEGRAM_ADMIN_IDS: settings.adminIds }),
    TELEGRAM_TOKEN_PARAMETER: names.token,
    TELEGRAM_SECRET_PARAMETER: names.secret,
    TELEGRAM_BOT_INFO_PARAMETER: names.botInfo,
    JOBS_QUEUE_URL: queueUrl,
    // Another value starts each function anew, so that all know new secrets, the webhook before Telegram does.
    WEBHOOK_VERSION: settings.webhookVersion,
  }
}
