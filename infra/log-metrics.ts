import type { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { MetricFilter, type ILogGroup, type IFilterPattern } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'

import type { Settings } from './settings.ts'

export interface LogMetricProps {
  readonly settings: Settings
  readonly logGroup: ILogGroup
  /** Which lines count. */
  readonly pattern: IFilterPattern
  /** What each of them counts for: a number, or where in the line it stands. */
  readonly value: string
}

/** A number made from lines of a log: the function itself calls nothing for it. */
export class LogMetric extends Construct {
  readonly metric: Metric

  constructor(scope: Construct, id: string, props: LogMetricProps) {
    super(scope, id)
    const filter = new MetricFilter(this, 'Filter', {
      logGroup: props.logGroup,
      filterPattern: props.pattern,
      metricNamespace: `telegram-lake-${props.settings.stage}`,
      metricName: id,
      metricValue: props.value,
    })
    this.metric = filter.metric()
  }
}
