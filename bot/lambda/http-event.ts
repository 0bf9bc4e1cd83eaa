import type { WebhookRequest, WebhookResponse } from '../delivery/webhook.ts'

/** What API Gateway's HTTP API (payload 2.0) sends, as far as it is read. */
export interface HttpEvent {
  readonly headers?: Readonly<Record<string, string | undefined>> | null
  readonly body?: string | null
  readonly isBase64Encoded?: boolean
}

export interface HttpResult {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const SECRET_HEADER = 'x-telegram-bot-api-secret-token'

/** The delivery in an event: header names in any case, bodies as text or base64, or none at all. */
export function requestOf(event: HttpEvent): WebhookRequest {
  const headers = event.headers ?? {}
  const body = event.body ?? ''
  const name = Object.keys(headers).find((each) => each.toLowerCase() === SECRET_HEADER)
  return {
    secret: name === undefined ? undefined : headers[name],
    body: event.isBase64Encoded ? Buffer.from(body, 'base64').toString() : body,
  }
}

export function resultOf({ status, headers }: WebhookResponse): HttpResult {
  return { statusCode: status, headers, body: '' }
}
