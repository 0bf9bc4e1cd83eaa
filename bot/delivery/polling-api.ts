import { Api } from 'grammy'

import { elementsOf, fieldOf } from '../../etl/lake/json.ts'

/** Longer than Telegram holds a request. */
const TIMEOUT_SECONDS = 60

/** The texts that updates were parsed from, as long as those are in use. */
const texts = new WeakMap<object, string>()

/**
 * Telegram for polling: without the retries of the other calls, since polling has its own, and remembering how each update
 * was written.
 */
export function pollingApi(token: string, apiRoot: string): Api {
  const fetch = fetchKeepingTexts as never
  return new Api(token, { apiRoot, timeoutSeconds: TIMEOUT_SECONDS, fetch })
}

/** The JSON of an update as Telegram sent it, where it came through `pollingApi`: numbers lose digits when parsed. */
export function receivedText(update: unknown): string | undefined {
  return typeof update === 'object' && update !== null ? texts.get(update) : undefined
}

interface Request {
  readonly method: string
  readonly headers: Record<string, string>
  readonly body: string
  /** grammY's own kind, which `fetch` does not take. */
  readonly signal: Pick<AbortSignal, 'aborted' | 'addEventListener'>
}

/** As much of `fetch` as grammY uses for calls without files. */
async function fetchKeepingTexts(url: string, { method, headers, body, signal }: Request) {
  const stop = new AbortController()
  if (signal.aborted) stop.abort()
  signal.addEventListener('abort', () => stop.abort())
  const response = await fetch(url, { method, headers, body, signal: stop.signal })
  const text = await response.text()
  return { json: async () => parseKeepingTexts(text) }
}

function parseKeepingTexts(text: string): unknown {
  const answer = JSON.parse(text) as { result?: unknown }
  const elements = elementsOf(fieldOf(text, 'result') ?? '')
  if (!elements) return answer
  const result = elements.map((element) => {
    const value = JSON.parse(element) as unknown
    if (typeof value === 'object' && value !== null) texts.set(value, element)
    return value
  })
  return { ...answer, result }
}
