import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

export interface SenderDeps {
  /** The webhook. */
  readonly url: string
  readonly secret: string
  /** The next update. */
  bodyOf(): { readonly update_id: number; readonly body: string }
}

export interface Sent {
  /** How long each answer took, in milliseconds. */
  readonly acknowledged: readonly number[]
  readonly refused: readonly number[]
  /** Connections that ended without an answer. */
  readonly failed: number
  readonly seconds: number
}

export interface Sender {
  readonly acknowledgedIds: ReadonlySet<number>
  run(load: { readonly connections: number; readonly seconds: number }): Promise<Sent>
  close(): void
}

/** Sends as Telegram does: one update per connection, and again until it is acknowledged, when the answer says. */
export function createSender({ url, secret, bodyOf }: SenderDeps): Sender {
  const acknowledgedIds = new Set<number>()
  const agents: Agent[] = []

  function post(agent: Agent, body: string): Promise<{ status: number; retryAfter: number }> {
    return new Promise((resolve) => {
      const headers = {
        'X-Telegram-Bot-Api-Secret-Token': secret,
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body),
      }
      request(url, { method: 'POST', agent, headers }, (response) => {
        const retryAfter = Number(response.headers['retry-after'] ?? 0)
        const status = response.statusCode ?? 0
        response.resume().on('close', () => resolve({ status, retryAfter }))
      })
        .on('error', () => resolve({ status: 0, retryAfter: 1 }))
        .end(body)
    })
  }

  return {
    acknowledgedIds,
    async run({ connections, seconds }) {
      const agent = new Agent({ keepAlive: true, maxSockets: connections })
      agents.push(agent)
      const sent = { acknowledged: [] as number[], refused: [] as number[], failed: 0 }
      const started = performance.now()
      const isOver = () => performance.now() - started > seconds * 1000
      async function connection(): Promise<void> {
        while (!isOver()) {
          const { update_id, body } = bodyOf()
          for (let isDone = false; !isDone && !isOver();) {
            const begun = performance.now()
            const { status, retryAfter } = await post(agent, body)
            const took = performance.now() - begun
            isDone = status === 200
            if (isDone) {
              acknowledgedIds.add(update_id)
              sent.acknowledged.push(took)
            } else if (status === 503) sent.refused.push(took)
            else sent.failed += 1
            if (!isDone) await sleep(retryAfter * 1000)
          }
        }
      }
      await Promise.all(Array.from({ length: connections }, connection))
      agent.destroy()
      return { ...sent, seconds: (performance.now() - started) / 1000 }
    },
    close() {
      for (const agent of agents) agent.destroy()
    },
  }
}
