import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

import { KeyedError } from '../../etl/lake/keyed-error.ts'
import type { WebhookRequest, WebhookResponse } from './webhook.ts'

/** Those that come on top are answered and closed, and beyond the second number not even accepted. */
const KEPT_CONNECTIONS = 1_024
const MAX_CONNECTIONS = 8_192

const MAX_HEADER_BYTES = 16 * 1024

/** Telegram, and a proxy in between, keep connections for about a minute: longer, so that they close first. */
const KEEP_ALIVE_MILLISECONDS = 75_000

/** Who has not sent a whole request by then is sent away; the headers get half of it. */
const REQUEST_MILLISECONDS = 20_000

/** A request that is not answered by then, after close(), is given up: Telegram repeats it. */
const CLOSE_MILLISECONDS = 5_000

export interface HttpDeps {
  readonly host: string
  readonly port: number
  webhook(request: WebhookRequest): Promise<WebhookResponse>
  health(): Promise<{ readonly isHealthy: boolean }>
  /** Everything beside the webhook and health (default: 404). */
  readonly pages?: Pages
  /** How long a request may take to arrive (default: 20 s). */
  readonly requestMilliseconds?: number
}

export interface Pages {
  /** Why a request to any path is not answered; undefined when it may be. */
  refusal(request: IncomingMessage): string | undefined
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>
}

export interface HttpServer {
  /** `http://127.0.0.1:8080` */
  readonly url: string
  /** Stops accepting requests and resolves when the last one is answered, or some seconds later. */
  close(): Promise<void>
}

/**
 * The HTTP server on one machine: `POST /webhook` and `GET /health`. A page of another site gets no answer.
 * @throws Error that says what to do when it cannot listen on the port.
 */
export async function startHttp(deps: HttpDeps): Promise<HttpServer> {
  const { host, port, webhook, health, pages } = deps
  const requestTimeout = deps.requestMilliseconds ?? REQUEST_MILLISECONDS
  const limits = {
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: requestTimeout / 2,
    requestTimeout,
    connectionsCheckingInterval: Math.min(1_000, requestTimeout / 4),
    keepAliveTimeout: KEEP_ALIVE_MILLISECONDS,
  }
  const server = createServer(limits, (request, response) => {
    const { socket } = request
    idle.delete(socket)
    response.on('close', () => {
      if (!server.listening) socket.destroySoon()
      else if (!socket.destroyed) idle.add(socket)
    })
    if (connections.size > KEPT_CONNECTIONS) response.setHeader('Connection', 'close')
    void route(request, response).catch((error: unknown) => {
      if (!response.headersSent) send(response, 500, {}, '')
      response.destroy(error as Error)
    })
  })
  server.maxConnections = MAX_CONNECTIONS
  const connections = new Set<Socket>()
  /** Those without a request, also those that never sent one, which Node would wait for when it closes. */
  const idle = new Set<Socket>()
  server.on('connection', (socket) => {
    for (const each of [connections, idle]) each.add(socket)
    socket.on('close', () => {
      for (const each of [connections, idle]) each.delete(socket)
    })
  })

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reason = pages ? pages.refusal(request) : foreignPage(request)
    if (reason !== undefined) return sendJson(response, 403, { error: reason })
    const path = request.url?.split('?')[0]
    if (path === '/webhook') {
      if (request.method !== 'POST') return send(response, 405, { Allow: 'POST' }, '')
      const { status, headers } = await webhook({
        secret: secretOf(request),
        bytes: declaredBytes(request),
        body: (most) => readBody(request, most),
      })
      // What is left of the body is not worth reading.
      if (status === 401 || status === 413) response.setHeader('Connection', 'close')
      return send(response, status, headers, '')
    }
    if (path === '/health') {
      if (request.method !== 'GET') return send(response, 405, { Allow: 'GET' }, '')
      const state = await health()
      return sendJson(response, state.isHealthy ? 200 : 503, state)
    }
    if (pages) return pages.answer(request, response)
    return send(response, 404, {}, '')
  }

  await listen(server, host, port)
  const { port: actualPort } = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`,
    close: () =>
      new Promise((resolve) => {
        const patience = setTimeout(() => server.closeAllConnections(), CLOSE_MILLISECONDS)
        server.close(() => {
          clearTimeout(patience)
          resolve()
        })
        for (const socket of idle) socket.destroy()
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

/** Undefined when there is none, as when the body comes in chunks. */
function declaredBytes({ headers }: IncomingMessage): number | undefined {
  const length = headers['content-length']
  return length === undefined ? undefined : Number(length)
}

/** Browsers name the page that asks; a proxy in front of this server may have a name of its own. */
function foreignPage({ headers }: IncomingMessage): string | undefined {
  const { origin, host } = headers
  const isOwn = origin === undefined || [`https://${host}`, `http://${host}`].includes(origin)
  return isOwn ? undefined : 'pages of other sites get no answer'
}

/** Undefined when the body is longer than `most` bytes. */
export async function readBody(
  request: IncomingMessage,
  most: number,
): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > most) return undefined
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

function sendJson(response: ServerResponse, status: number, value: object): void {
  const json = `${JSON.stringify(value, undefined, 2)}\n`
  send(response, status, { 'Content-Type': 'application/json' }, json)
}
