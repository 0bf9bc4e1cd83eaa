import { Duration } from 'aws-cdk-lib'
import {
  AlarmStatusWidget,
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  Metric,
  Stats,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch'
import { Construct } from 'constructs'

import type { Alarms } from './alarms.ts'
import type { Athena } from './athena.ts'
import type { Bot } from './bot.ts'
import type { Etl } from './etl.ts'

export interface DashboardProps {
  readonly bot: Bot
  readonly etl: Etl
  readonly athena: Athena
  readonly alarms: Alarms
}

/** The path of a message on one page: delivered, archived, compacted, asked about. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { bot, etl, athena, alarms }: DashboardProps) {
    super(scope, id)
    const functions = { webhook: bot.webhook, worker: bot.worker, etl: etl.function }
    const each = (
      metricOf: (fn: (typeof functions)['etl']) => IMetric & { with: Metric['with'] },
    ) => Object.entries(functions).map(([label, fn]) => metricOf(fn).with({ label }))
    const scanned = new Metric({
      namespace: 'AWS/Athena',
      metricName: 'ProcessedBytes',
      dimensionsMap: { WorkGroup: athena.workGroupName },
      statistic: Stats.SUM,
      period: Duration.hours(1),
      label: 'bytes scanned',
    })
    const dashboard = new CloudWatchDashboard(this, 'Dashboard', {
      defaultInterval: Duration.days(7),
    })
    dashboard.addWidgets(
      new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms.all], width: 24, height: 3 }),
    )
    dashboard.addWidgets(
      graph('Deliveries', [
        bot.api.http.metricCount({ label: 'deliveries', period: Duration.hours(1) }),
        bot.api.http.metricServerError({ label: 'answered 5xx', period: Duration.hours(1) }),
        bot.api.refused.with({ label: 'refused', statistic: Stats.SUM, period: Duration.hours(1) }),
      ]),
      graph(
        'Errors',
        each((fn) => fn.metricErrors()),
      ),
      graph(
        'Duration, 95th percentile (ms)',
        each((fn) => fn.metricDuration({ statistic: Stats.p(95) })),
      ),
    )
    dashboard.addWidgets(
      graph('Archived', [
        bot.archiveLag.with({
          label: 'updates',
          statistic: Stats.SAMPLE_COUNT,
          period: Duration.hours(1),
        }),
      ]),
      graph('Seconds from message to archive', [
        bot.archiveLag.with({ label: 'median', statistic: Stats.p(50) }),
        bot.archiveLag.with({ label: 'slowest', statistic: Stats.MAXIMUM }),
      ]),
      graph('Athena', [scanned]),
    )
    dashboard.addWidgets(
      graph('Jobs', [
        bot.jobs.queue.metricApproximateAgeOfOldestMessage({ label: 'oldest, seconds' }),
        bot.jobs.queue.metricApproximateNumberOfMessagesVisible({ label: 'waiting' }),
      ]),
      graph('Dead letters', [
        bot.jobs.deadLetters.metricApproximateNumberOfMessagesVisible({ label: 'jobs' }),
        etl.deadLetters.metricApproximateNumberOfMessagesVisible({ label: 'daily runs' }),
      ]),
    )
  }
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: 8, leftYAxis: { min: 0 } })
}
