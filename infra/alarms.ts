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
  /** The value that is too much; with `isFloor`, the one that is too little. */
  readonly threshold: number
  readonly isFloor?: boolean
  /** In so many periods one after another (default: in one). */
  readonly periods?: number
  /** What it means and where to look, for whoever is woken by it. */
  readonly description: string
}

const FIVE_MINUTES = Duration.minutes(5)
const QUARTER = Duration.minutes(15)
const DAY = Duration.days(1)

const LAG_SECONDS = 600

/** One topic for all alarms. Each description says what to do. */
export class Alarms extends Construct {
  readonly topic: Topic
  readonly all: readonly Alarm[]

  constructor(scope: Construct, id: string, { bot, etl, email }: AlarmsProps) {
    super(scope, id)
    this.topic = new Topic(this, 'Topic', { enforceSSL: true })
    // A policy of its own takes the place of the one by which CloudWatch may publish.
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
        'The worker failed, so somebody may be without an answer: see its log, and the dead letters of the jobs.',
    },
    EtlErrors: {
      metric: etl.function.metricErrors(errors),
      threshold: 1,
      description:
        'A compaction failed. It is tried again twice: see its log; later, invoke it with {"since","until"}. A day with more than some 350,000 objects that it has to read anew does not fit into its 15 minutes: npx lake etl --since D --until D on a machine with the same buckets.',
    },
    AnswersFailing: {
      metric: bot.failedAnswers.with({ period: FIVE_MINUTES, statistic: Stats.SUM }),
      threshold: 1,
      description:
        'The worker told somebody that something went wrong, or could not even do that: its log has the reason, under the reference that the chat was given.',
    },
    CommandsLost: {
      metric: bot.lostCommands.with({ period: FIVE_MINUTES, statistic: Stats.SUM }),
      threshold: 1,
      description:
        'A command was archived, but could not be put into the queue, so it gets no answer: see the log of the webhook.',
    },
    JobsDeadLetters: {
      metric: bot.jobs.deadLetters.metricApproximateNumberOfMessagesVisible(letters),
      threshold: 1,
      description:
        'A job was delivered three times and not brought to its end: the worker ended in the middle of it, or could not begin. See its log. Put the cause right, then start a redrive of the queue: what was not answered is answered. Or purge it.',
    },
    DailyDeadLetters: {
      metric: etl.deadLetters.metricApproximateNumberOfMessagesVisible(letters),
      threshold: 1,
      description:
        'A scheduled run was given up. Invoke the ETL function with {"since","until"} of the day, then purge the queue.',
    },
    DailyRunMissing: {
      // Not of one day: a run may take longer than the one of the day before.
      metric: etl.nightlyRuns.with({ period: Duration.hours(1), statistic: Stats.SUM }),
      periods: 26,
      threshold: 1,
      isFloor: true,
      description:
        'For 26 hours no nightly compaction was done to its end: see the schedule Daily and the log of the function.',
    },
    Webhook5xx: {
      metric: bot.api.http.metricServerError({ period: FIVE_MINUTES, statistic: Stats.SUM }),
      threshold: 3,
      description:
        'Telegram got errors for an answer and holds messages back: see the access log and the log of the webhook.',
    },
    JobsWaiting: {
      metric: bot.jobs.queue.metricApproximateAgeOfOldestMessage(letters),
      threshold: 300,
      description:
        'Somebody has been waiting for an answer for five minutes: see the log of the worker. A job that it ended in the middle of is tried again after twelve.',
    },
    RefusedDeliveries: {
      metric: bot.api.refused.with({ period: QUARTER, statistic: Stats.SUM }),
      threshold: 3,
      description:
        "Deliveries were refused: for a secret that is not the one in SSM (deploy with another WEBHOOK_VERSION to register it again), or for the throttle. If they were Telegram's, it delivers them again for a day: npx lake webhook info.",
    },
    ArchiveLag: {
      metric: bot.archiveLag.with({ period: QUARTER, statistic: Stats.p(50) }),
      threshold: LAG_SECONDS,
      description:
        'Half of the messages were archived more than ten minutes after they were written: see npx lake webhook info for what Telegram holds back, and why.',
    },
    ArchiveSilent: {
      metric: bot.archiveLag.with({ period: DAY, statistic: Stats.SAMPLE_COUNT }),
      threshold: 1,
      isFloor: true,
      description:
        'No message was archived for a day. If the group was not that quiet: npx lake webhook info.',
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
    // Where too little is wrong, nothing at all is as well.
    treatMissingData: isFloor ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
  })
}
