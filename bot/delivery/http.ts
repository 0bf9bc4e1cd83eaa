import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { KeyedError } from '../../etl/lake/keyed-error.ts'
import type { WebhookRequest, WebhookResponse } from './webhook.ts'

/** Telegram's updates are at most 512 KiB. */
const MAX_BODY_BYTES = 4 * 2 ** 20

export interface HttpDeps {
  readonly host: string
  readonly port: number
  webhook(request: WebhookRequest): Promise<WebhookResponse>
  health(): Promise<{ readonly isHealthy: boolean }>
  /** Answers every other path (default: 404). */
  pages?(request: IncomingMessage, response: ServerResponse): Promise<void>
}

export interface HttpServer {
  /** `http://127.0.0.1:8080` */
  readonly url: string
  /** Stops accepting requests and resolves when the last one is answered. */
  close(): Promise<void>
}

/**
 * The HTTP server on one machine: `POST /webhook` and `GET /health`.
 * @throws Error that says what to do when it cannot listen on the port.
 */
export async function startHttp(deps: HttpDeps): Promise<HttpServer> {
  const { host, port, webhook, health, pages } = deps
  const server = createServer((request, response) => {
    // A connection that becomes idle after close() would keep the server open for seconds.
    response.on('close', () => {
      if (!server.listening) setImmediate(() => server.closeIdleConnections())
    })
    void route(request, response).catch((error: unknown) => {
      if (!response.headersSent) send(response, 500, {}, '')
      response.destroy(error as Error)
    })
  })

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split('?')[0]
    if (path === '/webhook') {
      if (request.method !== 'POST') return send(response, 405, { Allow: 'POST' }, '')
      const body = await readBody(request)
      if (body === undefined) return send(response, 413, { Connection: 'close' }, '')
      const { status, headers } = await webhook({ secret: secretOf(request), body })
      return send(response, status, headers, '')
    }
    if (path === '/health') {
      if (request.method !== 'GET') return send(response, 405, { Allow: 'GET' }, '')
      const state = await health()
      const json = `${JSON.stringify(state, undefined, 2)}\n`
      return send(
        response,
        state.isHealthy ? 200 : 503,
        { 'Content-Type': 'application/json' },
        json,
      )
    }
    if (pages) return pages(request, response)
    return send(response, 404, {}, '')
  }

  await listen(server, host, port)
  const { port: actualPort } = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
      }),
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const message = `http: cannot listen on ${host}: `
      reject(
        error.code === 'EADDRINUSE'
          ? new KeyedError(
              'cli-port-taken',
              { host, port: String(port) },
              `${message}port ${port} is taken: choose another with PORT`,
            )
          : new KeyedError(
              'cli-cannot-listen',
              { host, reason: error.message },
              `${message}${error.message}`,
            ),
      )
    })
    server.listen(port, host, () => resolve())
  })
}

function secretOf(request: IncomingMessage): string | undefined {
  const header = request.headers['x-telegram-bot-api-secret-token']
  return Array.isArray(header) ? undefined : header
}

/** Undefined when the body is longer than any update. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MAX_BODY_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

/** Sends a complete response. */
export function send(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array,
): void {
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) })
  response.end(body)
}
