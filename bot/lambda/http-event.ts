import type { WebhookRequest, WebhookResponse } from '../delivery/webhook.ts'

/** The fields we read of an event of API Gateway's HTTP API (payload 2.0). */
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

/** The request in an event: header names in any case; a body as text, as base64, or missing. */
export function requestOf(event: HttpEvent): WebhookRequest {
  const headers = event.headers ?? {}
  const sent = event.body ?? ''
  const text = event.isBase64Encoded ? Buffer.from(sent, 'base64').toString() : sent
  const name = Object.keys(headers).find((each) => each.toLowerCase() === SECRET_HEADER)
  return {
    secret: name === undefined ? undefined : headers[name],
    bytes: Buffer.byteLength(text),
    body: () => Promise.resolve(text),
  }
}

export function resultOf({ status, headers }: WebhookResponse): HttpResult {
  return { statusCode: status, headers, body: '' }
}
