import { Duration, TimeZone } from 'aws-cdk-lib'
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations'
import { FilterPattern } from 'aws-cdk-lib/aws-logs'
import {
  ContextAttribute,
  Schedule,
  ScheduleExpression,
  ScheduleTargetInput,
} from 'aws-cdk-lib/aws-scheduler'
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'

import { QUARANTINE_PREFIX, STATE_PREFIX, TABLE_PREFIX } from '../etl/lake/keys.ts'
import { allowListing, allowObjects } from './grants.ts'
import type { Lake } from './lake.ts'
import { LogMetric } from './log-metrics.ts'
import { NodeFunction } from './node-function.ts'
import { deadLetterQueue } from './queue.ts'
import type { Settings } from './settings.ts'

export interface EtlProps {
  readonly settings: Settings
  readonly lake: Lake
  readonly lakeEnvironment: Readonly<Record<string, string>>
}

/** A failed run is retried twice, within hours, so that yesterday is there in the morning. */
const retry = { maxEventAge: Duration.hours(6), retryAttempts: 2 }

/**
 * Compaction: of yesterday at 00:30 in the lake's zone, and every hour of what is new today, so that analysts see it
 * and no report has to read all of a large day.
 */
export class Etl extends Construct {
  readonly function: NodeFunction
  /** One value per finished nightly run. */
  readonly nightlyRuns: Metric
  /** Runs that could not be started or failed on every attempt. */
  readonly deadLetters: Queue

  constructor(scope: Construct, id: string, { settings, lake, lakeEnvironment }: EtlProps) {
    super(scope, id)
    this.deadLetters = deadLetterQueue(this, 'DeadLetters')
    this.function = new NodeFunction(this, 'Function', {
      settings,
      description: 'Compacts the raw updates of a day into Parquet',
      entry: 'etl/lambda.ts',
      memorySize: settings.etlMemoryMegabytes,
      timeout: Duration.minutes(15),
      environment: lakeEnvironment,
      isCounted: true,
      beside: { 'etl/understand/words': 'words' },
      packages: ['parquetjs-lite'],
    })
    // It erases what people ask for, wherever it is.
    const all = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject']
    allowObjects(this.function, lake.raw, [TABLE_PREFIX, STATE_PREFIX, QUARANTINE_PREFIX], all)
    allowListing(this.function, lake.raw)
    allowObjects(this.function, lake.enriched, [TABLE_PREFIX], all)
    allowListing(this.function, lake.enriched)

    // The schedule only knows whether the run was started; Lambda retries and reports a failed one.
    this.function.configureAsyncInvoke({
      ...retry,
      onFailure: new SqsDestination(this.deadLetters),
    })
    const timeZone = TimeZone.of(settings.timeZone)
    new Schedule(this, 'Daily', {
      description: 'Compaction of yesterday',
      schedule: ScheduleExpression.cron({ minute: '30', hour: '0', timeZone }),
      // The day follows from the scheduled time, so that a late run compacts the same day.
      target: this.target({ scheduledTime: ContextAttribute.scheduledTime }, retry),
    })
    new Schedule(this, 'Hourly', {
      description: 'Compaction of what is new today',
      schedule: ScheduleExpression.cron({ minute: '0', timeZone }),
      target: this.target(
        { scheduledTime: ContextAttribute.scheduledTime, today: true },
        { maxEventAge: Duration.hours(1), retryAttempts: 2 },
      ),
    })
    this.nightlyRuns = new LogMetric(this, 'NightlyRuns', {
      settings,
      logGroup: this.function.logGroup,
      pattern: FilterPattern.stringValue('$.message.event', '=', 'nightly_run_done'),
      value: '1',
    }).metric
  }

  private target(input: object, tries: typeof retry): LambdaInvoke {
    return new LambdaInvoke(this.function, {
      input: ScheduleTargetInput.fromObject(input),
      deadLetterQueue: this.deadLetters,
      ...tries,
    })
  }
}
