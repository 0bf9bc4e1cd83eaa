import type { IncomingMessage, ServerResponse } from 'node:http'

import { fields, integer } from '../../etl/lake/update.ts'
import { loadAnalyses, stockAnalyses } from '../../sql/queries.ts'
import type { DaySummary } from '../../etl/run.ts'
import { QueryError, RefusedQuery, type QueryEngine } from '../engine/engine.ts'
import { UserError } from '../user-error.ts'
import { readBody, send, type Pages } from '../delivery/http.ts'
import type { Texts } from '../i18n.ts'
import { loadAsset, securityHeaders } from './assets.ts'
import type { Act, Chat } from './chat.ts'
import { refusal } from './guard.ts'
import type { LakeView } from './lake-view.ts'
import type { PageEvents } from './events.ts'
import { pageTexts } from './texts.ts'

/** Rows of an SQL answer that the page gets, and how much of them in bytes. */
const MAX_ROWS = 500
const MAX_BYTES = 4 * 1024 * 1024

export interface RoutesDeps {
  readonly chat: Chat
  readonly lake: LakeView
  readonly events: PageEvents
  readonly texts: Texts
  /** The lake's zone, by name. */
  readonly zone: string
  /** Compacts what is new in the lake. */
  compact(): Promise<DaySummary[]>
  readonly analyst: QueryEngine
}

/** Bytes of what the page asks. */
const MAX_BODY_BYTES = 2 ** 20

/** Characters of an SQL error: it ends with a quotation of the statement. */
const MAX_ERROR = 1_000

/** HTTP of the sandbox: the page at `/`, its files, and below `/sandbox/` what it asks. */
export function sandboxRoutes(deps: RoutesDeps): Pages {
  const { chat, lake, events, texts } = deps

  const settings = () => ({
    language: texts.language,
    zone: deps.zone,
    texts: pageTexts(texts),
    examples: examples(texts),
  })
  /** The chat is read last, so that nothing happens in it between this and what is said next. */
  const state = async () => {
    const shown = await lake.state()
    return { ...settings(), ...chat.state(), lake: shown }
  }

  const gets: Readonly<
    Record<string, (response: ServerResponse, query: URLSearchParams) => unknown>
  > = {
    '/sandbox/state': async (response) => sendJson(response, 200, await state()),
    '/sandbox/events': async (response) =>
      events.open(response, { event: 'state', data: await state() }),
    '/sandbox/file': (response, query) => sendFile(response, chat.file(query.get('id') ?? '')),
  }

  const posts: Readonly<
    Record<string, (act: Act, body: Record<string, unknown>, signal: AbortSignal) => unknown>
  > = {
    '/sandbox/send': (act) => ({ message_id: chat.send(act).message_id }),
    '/sandbox/edit': (act) => ({ message_id: chat.edit(act).message_id }),
    '/sandbox/react': (act) => chat.react(act),
    '/sandbox/press': (act) => ({ callback_query_id: chat.press(act) }),
    '/sandbox/join': (act) => chat.join(act),
    '/sandbox/compact': async () => ({ days: await deps.compact() }),
    '/sandbox/sql': async (_, { statement }, signal) => ask(String(statement ?? ''), signal),
  }

  async function ask(statement: string, signal: AbortSignal) {
    const wanted = { signal, maxRows: MAX_ROWS, maxBytes: MAX_BYTES }
    const { columns, rows, isCut = false, stats } = await deps.analyst.query(statement, [], wanted)
    return { columns, rows, isCut, milliseconds: stats.milliseconds }
  }

  /** What was wrong, in a sentence for the person in front of the page. */
  function explain(response: ServerResponse, error: unknown): void {
    const { message } = error as Error
    if (error instanceof UserError) {
      sendJson(response, 403, { error: texts.text(error.key, error.values) })
    } else if (error instanceof RefusedQuery) {
      sendJson(response, 400, { error: texts.text(error.key, error.values) })
    } else if (error instanceof QueryError) {
      sendJson(response, 400, { error: message.trim().slice(0, MAX_ERROR) })
    } else {
      sendJson(response, 400, { error: inWords(message, texts) })
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
    const base = 'http://127.0.0.1'
    if (!URL.canParse(request.url ?? '/', base)) return send(response, 404, {}, '')
    const url = new URL(request.url ?? '/', base)
    const method = request.method ?? ''
    // Who does not wait for the answer any more stops the work.
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    try {
      if (url.pathname in posts) {
        if (method !== 'POST') return send(response, 405, { Allow: 'POST' }, '')
        const body = parse(await readBody(request, MAX_BODY_BYTES))
        return sendJson(
          response,
          200,
          (await posts[url.pathname]?.(actOf(body), body, gone.signal)) ?? {},
        )
      }
      if (method !== 'GET') return send(response, 405, { Allow: 'GET' }, '')
      if (url.pathname in gets) {
        await gets[url.pathname]?.(response, url.searchParams)
        return
      }
      const asset = await loadAsset(url.pathname)
      if (!asset) return sendJson(response, 404, { error: 'not found' })
      return send(response, 200, asset.headers, asset.body)
    } catch (error) {
      explain(response, error)
    }
  }

  return { refusal, answer }
}

/** The stock analyses, as statements to begin with. */
function examples(texts: Texts) {
  const analyses = loadAnalyses()
  return stockAnalyses.flatMap((name) => {
    const found = analyses.find((each) => each.name === name)
    const title = texts.text(`cli-analysis-${name.replaceAll('_', '-')}`)
    return found ? [{ name, title, text: withoutHeader(found.text) }] : []
  })
}

function withoutHeader(sql: string): string {
  return sql.replace(/^(?:--.*\n|\s*\n)+/, '').trim()
}

/** @throws Error when it is not a JSON object. */
function parse(body: string | undefined): Record<string, unknown> {
  const value = body === undefined ? undefined : fields(JSON.parse(body))
  if (!value) throw new Error('the request is not a JSON object')
  return value
}

function actOf(body: Record<string, unknown>): Act {
  return {
    user_id: integer(body.user_id) ?? 0,
    is_private: body.is_private === true,
    message_id: integer(body.message_id) ?? 0,
    text: String(body.text ?? ''),
    reply_to_message_id: integer(body.reply_to_message_id),
    message_thread_id: integer(body.message_thread_id),
    emoji: Array.isArray(body.emoji) ? body.emoji.map(String) : [],
    data: String(body.data ?? ''),
  }
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }
  send(response, status, headers, JSON.stringify(value))
}

/** Pictures are shown, everything else is saved: what a file says it is does not count. */
function sendFile(response: ServerResponse, file: ReturnType<Chat['file']>): void {
  if (!file) return sendJson(response, 404, { error: 'file not found' })
  const type = { png: 'image/png', jpg: 'image/jpeg' }[file.path.split('.').at(-1) ?? '']
  const headers: Record<string, string> = type
    ? { 'Content-Type': type, 'Cache-Control': 'max-age=86400' }
    : { 'Content-Type': 'application/octet-stream', 'Content-Disposition': 'attachment' }
  send(response, 200, headers, file.bytes)
}

/** Telegram's reasons that people at the page meet. */
const reasons: readonly (readonly [RegExp, key: string])[] = [
  [/text is empty|text must be non-empty/, 'sandbox-empty'],
  [/is too long/, 'sandbox-too-long'],
  [/message .*not found|unknown message/, 'sandbox-no-message'],
]

function inWords(reason: string, texts: Texts): string {
  const known = reasons.find(([pattern]) => pattern.test(reason))
  return known ? texts.text(known[1]) : reason.replace(/^Bad Request: /, '')
}
