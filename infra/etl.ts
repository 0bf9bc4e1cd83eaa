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

import { TABLE_PREFIX } from '../etl/lake/keys.ts'
import { allow, allowListing, allowObjects } from './grants.ts'
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

/** A run that failed is tried again twice, for as long as its day is still the yesterday of people. */
const retry = { maxEventAge: Duration.hours(6), retryAttempts: 2 }

/**
 * The compaction: of yesterday half an hour past midnight in the lake's zone, and of what is new of today each hour,
 * so that analysts see it and no report has to read all of a large day.
 */
export class Etl extends Construct {
  readonly function: NodeFunction
  /** As many values as nightly runs were done. */
  readonly nightlyRuns: Metric
  /** Runs that could not be started, and runs that failed to the last. */
  readonly deadLetters: Queue

  constructor(scope: Construct, id: string, { settings, lake, lakeEnvironment }: EtlProps) {
    super(scope, id)
    this.deadLetters = deadLetterQueue(this, 'DeadLetters')
    this.function = new NodeFunction(this, 'Function', {
      settings,
      description: 'Compacts raw updates of a day into Parquet',
      entry: 'etl/lambda.ts',
      memorySize: settings.etlMemoryMegabytes,
      timeout: Duration.minutes(15),
      environment: lakeEnvironment,
      isCounted: true,
      packages: ['parquetjs-lite'],
    })
    allowObjects(this.function, lake.raw, [TABLE_PREFIX], ['s3:GetObject'])
    // Which zone the days of the lake are those of.
    const zone = lake.raw.arnForObjects('state/zone')
    allow(this.function, ['s3:GetObject', 's3:PutObject'], [zone])
    allowListing(this.function, lake.raw)
    allowObjects(this.function, lake.enriched, [TABLE_PREFIX], ['s3:GetObject', 's3:PutObject'])
    allowListing(this.function, lake.enriched)

    // The schedule only knows whether the run was started; whether it failed, the function itself says.
    this.function.configureAsyncInvoke({
      ...retry,
      onFailure: new SqsDestination(this.deadLetters),
    })
    const timeZone = TimeZone.of(settings.timeZone)
    new Schedule(this, 'Daily', {
      description: 'Compaction of yesterday',
      schedule: ScheduleExpression.cron({ minute: '30', hour: '0', timeZone }),
      // The day follows from the time that was meant, so that a late run does the same day.
      target: this.target({ scheduledTime: ContextAttribute.scheduledTime }, retry),
    })
    new Schedule(this, 'Hourly', {
      description: 'Compaction of what is new of today',
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
