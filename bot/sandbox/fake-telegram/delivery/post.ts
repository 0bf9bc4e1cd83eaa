import http from 'node:http'
import https from 'node:https'
import type { Clock } from './clock.ts'

/** How long Telegram waits for an answer. */
const TIMEOUT = 60_000

export interface Delivery {
  readonly url: string
  readonly secret_token: string
  readonly body: string
  readonly signal: AbortSignal
}

export type Outcome =
  | { readonly ok: true; readonly body: string }
  | {
      readonly ok: false
      readonly error: string
      readonly status?: number
      readonly retryAfterSeconds: number
    }

export interface Poster {
  post(delivery: Delivery): Promise<Outcome>
  /** Closes the connections that are kept open. */
  close(): void
}

/** Sends updates over kept connections; only a 2xx answer is a success, and redirects are not followed. */
export function createPoster(clock: Clock): Poster {
  const agents = {
    'http:': new http.Agent({ keepAlive: true }),
    'https:': new https.Agent({ keepAlive: true }),
  }
  return {
    async post(delivery) {
      const timeout = new AbortController()
      const answered = new AbortController()
      const { protocol } = new URL(delivery.url)
      const agent = protocol === 'https:' ? agents['https:'] : agents['http:']
      void clock.sleep(TIMEOUT, answered.signal).then(() => {
        if (!answered.signal.aborted) timeout.abort()
      })
      const outcome = await request(delivery, agent, timeout.signal)
      answered.abort()
      return outcome
    },
    close() {
      for (const agent of Object.values(agents)) agent.destroy()
    },
  }
}

function request(delivery: Delivery, agent: http.Agent, timeout: AbortSignal): Promise<Outcome> {
  const { url, secret_token, body } = delivery
  return new Promise((resolve) => {
    const fail = (error: string) => resolve({ ok: false, error, retryAfterSeconds: 0 })
    const client = url.startsWith('https:') ? https : http
    const outgoing = client.request(
      url,
      {
        method: 'POST',
        agent,
        signal: delivery.signal,
        headers: {
          ...(secret_token && { 'X-Telegram-Bot-Api-Secret-Token': secret_token }),
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
          'Accept-Encoding': 'gzip, deflate',
        },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', () => fail('Connection closed'))
        response.on('end', () => resolve(outcomeOf(response, Buffer.concat(chunks).toString())))
      },
    )
    timeout.addEventListener('abort', () => {
      fail('Read timeout expired')
      outgoing.destroy()
    })
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      fail(error.code === 'ECONNREFUSED' ? 'Connection refused' : 'Connection closed')
    })
    outgoing.end(body)
  })
}

function outcomeOf(response: http.IncomingMessage, body: string): Outcome {
  const { statusCode: status = 0, statusMessage = '' } = response
  if (status >= 200 && status <= 299) return { ok: true, body }
  const error = `Wrong response from the webhook: ${status} ${statusMessage}`.trimEnd()
  const asked = Number(response.headers['retry-after'] ?? 0)
  const retryAfterSeconds = Number.isFinite(asked) ? Math.min(3600, Math.max(0, asked)) : 0
  return { ok: false, error, status, retryAfterSeconds }
}
