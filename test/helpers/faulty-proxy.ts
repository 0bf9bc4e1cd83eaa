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

export interface ProxiedRequest {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: IncomingMessage['headers']
  /** How many requests came before it. */
  readonly index: number
}

/** What happens to a request; undefined lets it pass. `random` is the same sequence for the same seed. */
export type FaultPlan = (request: ProxiedRequest, random: () => number) => Fault | undefined

export interface FaultyProxyOptions {
  readonly seed?: number
  readonly plan?: FaultPlan
  /** Headers that do not reach the server, in lower case: as if it did not know them. */
  readonly dropHeaders?: readonly string[]
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
export async function faultyProxy(
  target: string,
  { seed = 1, plan = () => undefined, dropHeaders = [] }: FaultyProxyOptions = {},
) {
  const random = randomFrom(seed)
  const counts: Partial<Record<Fault['kind'], number>> = {}
  let current = plan
  let requests = 0

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = incoming
    const fault = current({ method, url, headers, index: requests }, random)
    requests += 1
    if (fault) counts[fault.kind] = (counts[fault.kind] ?? 0) + 1
    // The body is read in any case: a client that is still writing would see a broken pipe.
    const body = await buffer(incoming)
    if (fault?.kind === 'hang') return
    if (fault?.kind === 'reset') return void response.destroy()
    if (fault?.kind === 'refuse') {
      return void response.writeHead(fault.status, fault.headers).end(fault.body)
    }
    const answered = await passOn(incoming, body)
    if (fault?.kind === 'lose') return void response.destroy()
    if (fault?.kind === 'slow') await sleep(fault.milliseconds)
    response.writeHead(answered.status, answered.headers)
    if (fault?.kind !== 'cut' && fault?.kind !== 'stall') return void response.end(answered.body)
    response.write(answered.body.subarray(0, answered.body.length / 2), () => {
      if (fault.kind === 'cut') response.destroy()
    })
    if (answered.body.length < 2 && fault.kind === 'cut') response.destroy()
  }

  function passOn(incoming: IncomingMessage, body: Buffer) {
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).filter(([name]) => !dropHeaders.includes(name)),
    )
    return new Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }>(
      (resolve, reject) => {
        const { method, url } = incoming
        const sending = request(new URL(url ?? '/', target), { method, headers }, (received) => {
          buffer(received).then(
            (answer) =>
              resolve({
                status: received.statusCode ?? 502,
                headers: received.headers,
                body: answer,
              }),
            reject,
          )
        })
        sending.on('error', reject)
        sending.end(body)
      },
    )
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
