import type { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { MetricFilter, type ILogGroup, type IFilterPattern } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'

import type { Settings } from './settings.ts'

export interface LogMetricProps {
  readonly settings: Settings
  readonly logGroup: ILogGroup
  /** Which lines to count. */
  readonly pattern: IFilterPattern
  /** The value of each: a number, or the path of a field in the line. */
  readonly value: string
}

/** A metric derived from log lines, so that the function itself need not call CloudWatch. */
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
