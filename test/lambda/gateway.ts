import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

import type { HttpResult } from '../../bot/lambda/http-event.ts'

type Headers = Readonly<Record<string, string>>

export interface HttpEventOptions {
  readonly headers?: Headers
  readonly body?: string
  readonly isBase64Encoded?: boolean
}

/** An event of API Gateway's HTTP API, payload 2.0, for a delivery to the webhook. */
export function httpEvent({ headers, body, isBase64Encoded = false }: HttpEventOptions) {
  return {
    version: '2.0',
    routeKey: 'POST /webhook',
    rawPath: '/webhook',
    rawQueryString: '',
    ...(headers && { headers }),
    requestContext: {
      accountId: '123456789012',
      apiId: 'abcdef1234',
      domainName: 'abcdef1234.execute-api.us-east-1.amazonaws.com',
      domainPrefix: 'abcdef1234',
      http: {
        method: 'POST',
        path: '/webhook',
        protocol: 'HTTP/1.1',
        sourceIp: '91.108.6.66',
        userAgent: '',
      },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey: 'POST /webhook',
      stage: '$default',
      time: '24/Nov/2026:12:00:00 +0000',
      timeEpoch: 1_795_521_600_000,
    },
    ...(body !== undefined && { body }),
    isBase64Encoded,
  }
}

export interface Gateway {
  /** Where Telegram delivers. */
  readonly url: string
  close(): Promise<void>
}

/** A local HTTP API: each request becomes an event, and the result of `invoke` its response. */
export async function startGateway(
  invoke: (event: ReturnType<typeof httpEvent>) => Promise<HttpResult>,
): Promise<Gateway> {
  const server = createServer((request, response) => {
    void (async () => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      )
      try {
        const result = await invoke(httpEvent({ headers, body: await text(request) }))
        response.writeHead(result.statusCode, result.headers).end(result.body)
      } catch {
        // API Gateway's response when a function fails.
        response.writeHead(500, { 'Content-Type': 'application/json' })
        response.end('{"message":"Internal Server Error"}')
      }
    })()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
