import { RemovalPolicy } from 'aws-cdk-lib'
import {
  HttpApi,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { FilterPattern, LogGroup } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'

import { LogMetric } from './log-metrics.ts'
import type { Settings } from './settings.ts'

export interface WebhookApiProps {
  readonly webhook: IFunction
  readonly settings: Settings
}

/** Telegram opens at most 40 connections; a million messages per day are twelve per second. */
const throttle = { rateLimit: 200, burstLimit: 400 }

/** `POST /webhook`. The function authenticates callers by a header. */
export class WebhookApi extends Construct {
  readonly http: HttpApi
  readonly url: string
  /** Deliveries with a wrong secret or beyond the throttle. */
  readonly refused: Metric

  constructor(scope: Construct, id: string, { webhook, settings }: WebhookApiProps) {
    super(scope, id)
    this.http = new HttpApi(this, 'Http', {
      description: "Receives Telegram's deliveries",
      createDefaultStage: false,
    })
    this.http.addRoutes({
      path: '/webhook',
      methods: [HttpMethod.POST],
      integration: new HttpLambdaIntegration('Webhook', webhook),
    })
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: settings.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    new HttpStage(this, 'Stage', {
      httpApi: this.http,
      stageName: '$default',
      autoDeploy: true,
      throttle,
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(accessLogLine),
      },
    })
    this.refused = new LogMetric(this, 'RefusedDeliveries', {
      settings,
      logGroup: accessLog,
      pattern: FilterPattern.any(
        FilterPattern.stringValue('$.status', '=', '401'),
        FilterPattern.stringValue('$.status', '=', '429'),
      ),
      value: '1',
    }).metric
    this.url = `${this.http.apiEndpoint}/webhook`
  }
}

const accessLogLine = JSON.stringify({
  requestId: AccessLogField.contextRequestId(),
  time: AccessLogField.contextRequestTime(),
  ip: AccessLogField.contextIdentitySourceIp(),
  method: AccessLogField.contextHttpMethod(),
  route: '$context.routeKey',
  status: AccessLogField.contextStatus(),
  milliseconds: AccessLogField.contextResponseLatency(),
  integrationStatus: '$context.integrationStatus',
  error: '$context.error.message',
  integrationError: '$context.integrationErrorMessage',
})
