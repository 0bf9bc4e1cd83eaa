import { Duration, Stack } from 'aws-cdk-lib'
import {
  Alarm,
  ComparisonOperator,
  Stats,
  TreatMissingData,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'

import type { Bot } from './bot.ts'
import type { Etl } from './etl.ts'

export interface AlarmsProps {
  readonly bot: Bot
  readonly etl: Etl
  readonly email: string | undefined
}

interface Rule {
  readonly metric: IMetric
  /** Alarms at this value or above; with `isFloor`, below it. */
  readonly threshold: number
  readonly isFloor?: boolean
  /** How many consecutive periods (default: 1). */
  readonly periods?: number
  /** What it means and where to look, for the person on call. */
  readonly description: string
}

const FIVE_MINUTES = Duration.minutes(5)
const QUARTER_HOUR = Duration.minutes(15)
const DAY = Duration.days(1)

const LAG_SECONDS = 600

/** All alarms, on one topic. Each description says what to do. */
export class Alarms extends Construct {
  readonly topic: Topic
  readonly all: readonly Alarm[]

  constructor(scope: Construct, id: string, { bot, etl, email }: AlarmsProps) {
    super(scope, id)
    this.topic = new Topic(this, 'Topic', { enforceSSL: true })
    // enforceSSL creates a topic policy, which replaces the default one that lets CloudWatch publish.
    const conditions = { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } }
    this.topic.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com', { conditions }))
    if (email !== undefined) this.topic.addSubscription(new EmailSubscription(email))
    const action = new SnsAction(this.topic)
    this.all = Object.entries(rules(bot, etl)).map(([name, rule]) => {
      const alarm = alarmOf(this, name, rule)
      alarm.addAlarmAction(action)
      alarm.addOkAction(action)
      return alarm
    })
  }
}

function rules(bot: Bot, etl: Etl): Record<string, Rule> {
  const errors = { period: FIVE_MINUTES, statistic: Stats.SUM }
  const letters = { period: FIVE_MINUTES, statistic: Stats.MAXIMUM }
  return {
    WebhookErrors: {
      metric: bot.webhook.metricErrors(errors),
      threshold: 1,
      description:
        'The webhook failed. Telegram delivers again, so nothing is lost yet: see its log for the cause.',
    },
    WorkerErrors: {
      metric: bot.worker.metricErrors(errors),
      threshold: 1,
      description:
        'The worker failed, so someone may not have got an answer: see its log and the dead letters of the jobs.',
    },
    EtlErrors: {
      metric: etl.function.metricErrors(errors),
      threshold: 1,
      description:
        'A compaction failed. It is retried twice: see its log; if it still fails, invoke it with {"since","until"}. Reading a day of more than about 350,000 objects from scratch does not fit into its 15 minutes: run npx lake etl --since D --until D on a machine with the same buckets.',
    },
    AnswersFailing: {
      metric: bot.failedAnswers.with({ period: FIVE_MINUTES, statistic: Stats.SUM }),
      threshold: 1,
      description:
        'The worker told someone that something went wrong, or failed to do even that: its log has the reason, under the reference shown in the chat.',
    },
    CommandsLost: {
      metric: bot.lostCommands.with({ period: FIVE_MINUTES, statistic: Stats.SUM }),
      threshold: 1,
      description:
        'A command was archived but could not be queued, so it gets no answer: see the log of the webhook.',
    },
    JobsDeadLetters: {
      metric: bot.jobs.deadLetters.metricApproximateNumberOfMessagesVisible(letters),
      threshold: 1,
      description:
        'A job failed three times: the worker died in the middle of it, or could not start. See its log. Fix the cause, then redrive the queue to answer what is still unanswered, or purge it.',
    },
    DailyDeadLetters: {
      metric: etl.deadLetters.metricApproximateNumberOfMessagesVisible(letters),
      threshold: 1,
      description:
        'A scheduled run failed three times or could not be started. Invoke the ETL function with {"since","until"} of the day, then purge the queue.',
    },
    DailyRunMissing: {
      // More than 24 hours: a run may take longer than the previous one.
      metric: etl.nightlyRuns.with({ period: Duration.hours(1), statistic: Stats.SUM }),
      periods: 26,
      threshold: 1,
      isFloor: true,
      description:
        'No nightly compaction has finished for 26 hours: see the schedule Daily and the log of the ETL function.',
    },
    Webhook5xx: {
      metric: bot.api.http.metricServerError({ period: FIVE_MINUTES, statistic: Stats.SUM }),
      threshold: 3,
      description:
        'Telegram received errors and is holding messages back: see the access log and the log of the webhook.',
    },
    JobsWaiting: {
      metric: bot.jobs.queue.metricApproximateAgeOfOldestMessage(letters),
      threshold: 300,
      description:
        'Someone has been waiting for an answer for five minutes: see the log of the worker. A job that was cut off is retried after twelve minutes.',
    },
    RefusedDeliveries: {
      metric: bot.api.refused.with({ period: QUARTER_HOUR, statistic: Stats.SUM }),
      threshold: 3,
      description:
        "Deliveries were refused, either because their secret is not the one in SSM (deploy with another WEBHOOK_VERSION to register it again) or by the throttle. If they were Telegram's, it keeps retrying for a day: see npx lake webhook info.",
    },
    ArchiveLag: {
      metric: bot.archiveLag.with({ period: QUARTER_HOUR, statistic: Stats.p(50) }),
      threshold: LAG_SECONDS,
      description:
        'Half of the messages were archived more than ten minutes after they were written: npx lake webhook info shows what Telegram is holding back, and why.',
    },
    ArchiveSilent: {
      metric: bot.archiveLag.with({ period: DAY, statistic: Stats.SAMPLE_COUNT }),
      threshold: 1,
      isFloor: true,
      description:
        'No message was archived for a day. Unless the group was that quiet, see npx lake webhook info.',
    },
  }
}

function alarmOf(scope: Construct, name: string, rule: Rule): Alarm {
  const { metric, threshold, isFloor = false, periods = 1, description } = rule
  return new Alarm(scope, name, {
    metric,
    threshold,
    alarmDescription: description,
    evaluationPeriods: periods,
    comparisonOperator: isFloor
      ? ComparisonOperator.LESS_THAN_THRESHOLD
      : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    // Without data, a floor is not reached either.
    treatMissingData: isFloor ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
  })
}
