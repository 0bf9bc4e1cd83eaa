import { relative, resolve } from 'node:path'

import { Duration, TimeZone } from 'aws-cdk-lib'
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { FilterPattern } from 'aws-cdk-lib/aws-logs'
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler'
import { SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets'
import { Construct } from 'constructs'

import { NO_CHAT } from '../etl/lake/env.ts'
import {
  HELD_PREFIX,
  MIGRATIONS_PREFIX,
  OPTED_OUT_PREFIX,
  PRIVACY_PREFIX,
  QUARANTINE_PREFIX,
  RECEIPTS_PREFIX,
  SALT_KEY,
  STATE_PREFIX,
  TABLE_PREFIX,
} from '../etl/lake/keys.ts'
import type { Athena } from './athena.ts'
import { allow, allowListing, allowObjects } from './grants.ts'
import type { Lake } from './lake.ts'
import { LogMetric } from './log-metrics.ts'
import { NodeFunction } from './node-function.ts'
import { dependenciesLike } from './packages.ts'
import { projectRoot } from './paths.ts'
import { grantParameters, parameterNames } from './parameters.ts'
import { QueueWithDeadLetters } from './queue.ts'
import type { Settings } from './settings.ts'
import { WebhookApi } from './webhook-api.ts'
import { WebhookRegistration } from './webhook-registration.ts'

export interface BotProps {
  readonly settings: Settings
  readonly lake: Lake
  readonly athena: Athena
  /** The variables that tell a function where the lake is. */
  readonly lakeEnvironment: Readonly<Record<string, string>>
}

/** Enough for a report: compacting today if necessary, Athena's 45 seconds, and the picture. */
const WORKER_TIMEOUT = Duration.seconds(120)

/** More would only hit the limits of Athena and Telegram, and use up the webhook's concurrency in a new account. */
const WORKER_CONCURRENCY = 5

/** The operator's text, beside the worker's bundle. */
const PRIVACY_TEXT = 'privacy.txt'

/** The webhook puts Telegram's deliveries into the raw bucket and commands into a queue, which feeds the worker. */
export class Bot extends Construct {
  readonly webhook: NodeFunction
  readonly worker: NodeFunction
  readonly jobs: QueueWithDeadLetters
  readonly api: WebhookApi
  readonly registration: WebhookRegistration
  /** One value per failed answer. */
  readonly failedAnswers: Metric
  /** One value per command that could not be queued. */
  readonly lostCommands: Metric
  /** Seconds from a message to its archive; one value per archived update. */
  readonly archiveLag: Metric

  constructor(scope: Construct, id: string, props: BotProps) {
    super(scope, id)
    const { settings, lake, athena } = props
    this.jobs = new QueueWithDeadLetters(this, 'Jobs', {
      // Six times the timeout, as AWS recommends: a job may wait that long behind others in its poller.
      visibilityTimeout: Duration.seconds(6 * WORKER_TIMEOUT.toSeconds()),
      // One worker may die and one delivery may find the job taken: the third can still do it.
      maxReceiveCount: 3,
    })
    const names = parameterNames(settings)
    const { privacyFile } = settings
    const words = { 'bot/locales': 'locales', 'sql/reports': 'reports' }
    const common = {
      settings,
      talksToTelegram: true,
      environment: environmentOf(props, this.jobs.queue.queueUrl),
    }

    this.webhook = new NodeFunction(this, 'Webhook', {
      ...common,
      isCounted: true,
      description: 'Archives what Telegram delivers and queues slow work',
      entry: 'bot/lambda/webhook.ts',
      memorySize: 512,
      timeout: Duration.seconds(10),
    })
    allowObjects(
      this.webhook,
      lake.raw,
      [TABLE_PREFIX, QUARANTINE_PREFIX],
      ['s3:GetObject', 's3:PutObject'],
    )
    // A group that becomes a supergroup goes on being archived.
    const listed = [MIGRATIONS_PREFIX, HELD_PREFIX]
    allowObjects(this.webhook, lake.raw, listed, ['s3:GetObject', 's3:PutObject'])
    for (const prefix of listed) allowListing(this.webhook, lake.raw, prefix)
    // What people chose is in the names of objects, hashed with the salt.
    allowListing(this.webhook, lake.raw, PRIVACY_PREFIX)
    allowObjects(this.webhook, lake.raw, [SALT_KEY], ['s3:GetObject'])
    allow(this.webhook, ['sqs:SendMessage'], [this.jobs.queue.queueArn])
    grantParameters(this.webhook, [names.token, names.secret, names.botInfo])

    this.worker = new NodeFunction(this, 'Worker', {
      ...common,
      description: 'Answers commands: reports, menus, status',
      entry: 'bot/lambda/worker.ts',
      memorySize: 1769,
      timeout: WORKER_TIMEOUT,
      beside: {
        ...words,
        'sql/analyses': 'analyses',
        'etl/understand/words': 'words',
        ...(privacyFile && {
          [relative(projectRoot, resolve(projectRoot, privacyFile))]: PRIVACY_TEXT,
        }),
      },
      packages: ['parquetjs-lite', ...dependenciesLike('@expo-google-fonts/', '@fontsource')],
      nativePackage: '@napi-rs/canvas',
    })
    this.worker.addEventSource(
      new SqsEventSource(this.jobs.queue, {
        batchSize: 1,
        reportBatchItemFailures: true,
        maxConcurrency: WORKER_CONCURRENCY,
      }),
    )
    athena.grantQueries(this.worker)
    // It compacts today before a report about today, archives its own messages, and imports what administrators send.
    allowObjects(
      this.worker,
      lake.raw,
      [TABLE_PREFIX, STATE_PREFIX],
      ['s3:GetObject', 's3:PutObject'],
    )
    allowListing(this.worker, lake.raw)
    // Who opts in again is no longer opted out.
    allowObjects(this.worker, lake.raw, [OPTED_OUT_PREFIX, RECEIPTS_PREFIX], ['s3:DeleteObject'])
    allowObjects(this.worker, lake.enriched, [TABLE_PREFIX], ['s3:PutObject'])
    grantParameters(this.worker, [names.token, names.botInfo])

    // The nightly run erases; only the worker can tell people. An hour later, since a run may be retried.
    new Schedule(this, 'Receipts', {
      description: 'Tells people that they have been erased, as they asked',
      schedule: ScheduleExpression.cron({
        minute: '30',
        hour: '1',
        timeZone: TimeZone.of(settings.timeZone),
      }),
      target: new SqsSendMessage(this.jobs.queue, {
        input: ScheduleTargetInput.fromObject({ kind: 'receipts', update_id: 0 }),
      }),
    })

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
    ...(settings.privacyContact && { PRIVACY_CONTACT: settings.privacyContact }),
    ...(settings.privacyFile && { PRIVACY_TEXT }),
    ...(settings.adminIds && { TELEGRAM_ADMIN_IDS: settings.adminIds }),
    TELEGRAM_TOKEN_PARAMETER: names.token,
    TELEGRAM_SECRET_PARAMETER: names.secret,
    TELEGRAM_BOT_INFO_PARAMETER: names.botInfo,
    JOBS_QUEUE_URL: queueUrl,
    // A new value restarts every function, so that all read new secrets, the webhook before Telegram uses them.
    WEBHOOK_VERSION: settings.webhookVersion,
  }
}
