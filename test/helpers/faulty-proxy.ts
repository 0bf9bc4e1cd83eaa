// A server between a client and a real server on loopback (S3, SQS, Athena, Telegram's Bot API …) that injects faults.
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'

import { randomFrom } from './random.ts'

export type Fault =
  /** Answered by the proxy: the request is not carried out. */
  | {
      readonly kind: 'refuse'
      readonly status: number
      readonly body?: string
      readonly headers?: Readonly<Record<string, string>>
    }
  /** The connection is cut before the request is carried out. */
  | { readonly kind: 'reset' }
  /** Carried out, but the connection is cut before the answer. */
  | { readonly kind: 'lose' }
  /** Carried out; the connection is cut in the middle of the answer's body (of an empty one: before the answer). */
  | { readonly kind: 'cut' }
  /** Neither carried out nor answered, until the client gives up. */
  | { readonly kind: 'hang' }
  /** Carried out; the answer stops in the middle of its body, and the connection stays open. */
  | { readonly kind: 'stall' }
  /** Carried out and answered, so much later. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** The connection is cut in the middle of the request's body. */
  | { readonly kind: 'break' }
  /** Carried out twice; the second answer counts. */
  | { readonly kind: 'repeat' }

export interface ProxiedRequest {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
  /** How many requests came before it. */
  readonly index: number
}

export interface ProxiedAnswer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** A request and what became of it. */
export interface Exchange {
  readonly request: ProxiedRequest
  readonly fault: Fault | undefined
  /** The server's; undefined when the request was not carried out. */
  readonly answer: ProxiedAnswer | undefined
}

/** What happens to a request; undefined lets it pass. `random` is the same sequence for the same seed. */
export type FaultPlan = (request: ProxiedRequest, random: () => number) => Fault | undefined

export interface FaultyProxyOptions {
  readonly seed?: number
  readonly plan?: FaultPlan
  /** Headers that do not reach the server, in lower case: as if it did not know them. */
  readonly dropHeaders?: readonly string[]
  /** A request has arrived. */
  onRequest?(request: ProxiedRequest): void
  /** It is over, but the client has not heard of it yet. */
  onExchange?(exchange: Exchange): void
}

/** Each request meets one of these faults with the probability given for it, from 0 to 1. */
export function faultRates(rates: readonly (readonly [number, Fault])[]): FaultPlan {
  return (_, random) => {
    let drawn = random()
    for (const [rate, fault] of rates) {
      if (drawn < rate) return fault
      drawn -= rate
    }
    return undefined
  }
}

/** S3's answer when it is asked too much, or fails (500), in its own words. */
export function s3Refusal(status: number, code: string): Fault {
  return {
    kind: 'refuse',
    status,
    body: `<Error><Code>${code}</Code><Message>${code}</Message></Error>`,
    headers: { 'content-type': 'application/xml' },
  }
}

/** Passes everything on to `target` (`http://127.0.0.1:9000`) but for the faults of the plan. */
export async function faultyProxy(target: string, options: FaultyProxyOptions = {}) {
  const { seed = 1, plan = () => undefined, dropHeaders = [] } = options
  const random = randomFrom(seed)
  const counts: Partial<Record<Fault['kind'], number>> = {}
  let current = plan
  let requests = 0

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    // The body is read in any case: a client that is still writing would see a broken pipe.
    const body = await buffer(incoming)
    const { method = 'GET', url = '/', headers } = incoming
    const asked = { method, url, headers, body, index: requests }
    requests += 1
    options.onRequest?.(asked)
    const fault = current(asked, random)
    if (fault) counts[fault.kind] = (counts[fault.kind] ?? 0) + 1
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    if (fault?.kind === 'repeat') await passOn(asked, gone.signal)
    if (fault?.kind === 'break') await breakOff(asked)
    const isCarriedOut = !['hang', 'reset', 'refuse', 'break'].includes(fault?.kind ?? '')
    const answered = isCarriedOut ? await passOn(asked, gone.signal) : undefined
    options.onExchange?.({ request: asked, fault, answer: answered })
    if (fault?.kind === 'hang') return
    if (fault?.kind === 'refuse') {
      return void response.writeHead(fault.status, fault.headers).end(fault.body)
    }
    if (!answered || fault?.kind === 'lose') return void response.destroy()
    if (fault?.kind === 'slow') await sleep(fault.milliseconds)
    response.writeHead(answered.status, answered.headers)
    if (fault?.kind !== 'cut' && fault?.kind !== 'stall') return void response.end(answered.body)
    response.write(answered.body.subarray(0, answered.body.length / 2), () => {
      if (fault.kind === 'cut') response.destroy()
    })
    if (answered.body.length < 2 && fault.kind === 'cut') response.destroy()
  }

  /** Undefined when the server breaks off, or the client does. */
  function passOn(asked: ProxiedRequest, gone: AbortSignal): Promise<ProxiedAnswer | undefined> {
    return new Promise((resolve) => {
      const failed = () => resolve(undefined)
      const sending = send(asked, (received) => {
        const { statusCode: status = 502, headers } = received
        buffer(received).then((body) => resolve({ status, headers, body }), failed)
      })
      sending.on('error', failed)
      gone.addEventListener('abort', () => sending.destroy())
      sending.end(asked.body)
    })
  }

  function breakOff(asked: ProxiedRequest): Promise<void> {
    return new Promise((resolve) => {
      const sending = send(asked)
      sending.on('error', () => {})
      sending.on('close', resolve)
      sending.write(asked.body.subarray(0, asked.body.length / 2), () => sending.destroy())
    })
  }

  function send(
    { method, url, headers }: ProxiedRequest,
    onAnswer: (received: IncomingMessage) => void = () => {},
  ) {
    const known = Object.entries(headers).filter(([name]) => !dropHeaders.includes(name))
    return request(new URL(url, target), { method, headers: Object.fromEntries(known) }, onAnswer)
  }

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Faults so far. */
    counts: counts as Readonly<typeof counts>,
    requests: () => requests,
    /** From the next request on. */
    use(plan: FaultPlan): void {
      current = plan
    },
    /** Only the next `times` requests (of those that match) meet this fault. */
    next(
      fault: Fault,
      times = 1,
      isMeant: (request: ProxiedRequest) => boolean = () => true,
    ): void {
      let left = times
      current = (request) => {
        if (left === 0 || !isMeant(request)) return undefined
        left -= 1
        return fault
      }
    },
    /** Everything passes again. */
    heal(): void {
      current = () => undefined
    },
    async close(): Promise<void> {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
