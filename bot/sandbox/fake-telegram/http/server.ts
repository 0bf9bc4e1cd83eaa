import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Activity } from '../delivery/activity.ts'
import type { State } from '../group/state.ts'
import { failure, type Api, type ApiResponse } from './api.ts'
import { namesThisPort } from './loopback.ts'
import { readParameters } from './parameters.ts'

export interface ServerDeps {
  readonly api: Api
  readonly activity: Activity
  state(): State
  readonly port: number
}

export interface Server {
  readonly port: number
  /** Breaks off what is open and stops listening. */
  close(): Promise<void>
}

/** Listens on 127.0.0.1 for `/bot<token>/<method>` and `/file/bot<token>/<path>`. */
export async function listen({ api, activity, state, port }: ServerDeps): Promise<Server> {
  const server = http.createServer((request, response) => {
    if (isFromPage(request)) return sendJson(response, forbidden)
    const base = 'http://127.0.0.1'
    if (!URL.canParse(request.url ?? '/', base)) return sendJson(response, notFound)
    const url = new URL(request.url ?? '/', base)
    const path = decoded(url.pathname)
    const download = /^\/file\/bot([^/]+)\/(.+)$/.exec(path)
    if (download) return sendFile(response, state(), download[1] ?? '', download[2] ?? '')
    const call = /^\/bot([^/]+)\/([^/]+)\/?$/.exec(path)
    if (!call) return sendJson(response, notFound)
    void answer(request, response, url.searchParams, call[1] ?? '', call[2] ?? '')
  })

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    query: URLSearchParams,
    token: string,
    method: string,
  ) {
    // A poll may wait for long: it is nothing to wait for.
    const isPoll = method.toLowerCase() === 'getupdates'
    const hungUp = new AbortController()
    response.on('close', () => hungUp.abort())
    if (!isPoll) activity.enter()
    try {
      const parameters = await readParameters(request, query)
      const result = await api.call({ token, method, ...parameters, signal: hungUp.signal })
      if (result) sendJson(response, result)
      else request.socket.destroy()
    } catch (error) {
      sendJson(response, failure(error))
    } finally {
      if (!isPoll) activity.leave()
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Only browsers send these headers, and only a page that was led here names another host: it is no bot. */
function isFromPage(request: IncomingMessage): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers
  return !namesThisPort(request) || origin !== undefined || site !== undefined
}

const forbidden: ApiResponse = {
  ok: false,
  error_code: 403,
  description: 'Forbidden: this port is for bots on this machine, not for web pages',
}
const notFound: ApiResponse = { ok: false, error_code: 404, description: 'Not Found' }

function sendJson(response: ServerResponse, body: ApiResponse): void {
  if (response.destroyed) return
  const parameters: { retry_after?: number } = (!body.ok && body.parameters) || {}
  response.writeHead(body.ok ? 200 : body.error_code, {
    'Content-Type': 'application/json',
    ...(parameters.retry_after !== undefined && { 'Retry-After': parameters.retry_after }),
  })
  response.end(JSON.stringify(body))
}

function sendFile(response: ServerResponse, state: State, token: string, path: string): void {
  const isBot = Object.values(state.bots).some((bot) => bot.token === token)
  const file = Object.values(state.files).find((entry) => entry.path === path)
  if (!isBot || !file) return sendJson(response, notFound)
  response.writeHead(200, { 'Content-Type': 'application/octet-stream' })
  response.end(file.bytes)
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
