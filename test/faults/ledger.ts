// What an observer outside of the program knows: which updates it has taken, and which answers it tried to send.
import type { Exchange, ProxiedRequest } from '../helpers/faulty-proxy.ts'

/** A command that a person typed. */
export interface Command {
  readonly chat: number
  readonly message: number
  /** `/stats 7d` */
  readonly text: string
}

/** An attempt to send an answer to a command. */
interface Attempt {
  /** What the program can know of it: `unknown` when it heard nothing, or was killed. */
  fate: 'under way' | 'taken' | 'refused' | 'failed' | 'unknown'
  endedAt: number
}

export interface Ledger {
  /** Every update that left Telegram, by its id. */
  readonly updates: ReadonlyMap<number, unknown>
  readonly commands: Command[]
  /** Telegram's answer to getUpdates was heard, and with it the program's word on what it has. */
  polled(exchange: Exchange): void
  /** The program has answered a delivery, or has not. */
  posted(exchange: Exchange): void
  /** Whether the program has taken the update: Telegram may forget it. */
  isTaken(updateId: number): boolean
  sending(request: ProxiedRequest): void
  sent(exchange: Exchange): void
  /** The program dies at this moment. */
  died(): void
  /** Something that happened to the whole world. */
  note(what: string): void
  /** Whether any attempt to answer ended so. */
  hasFate(command: Command, fate: Attempt['fate']): boolean
  /** What happened to the command, and around it, in order: for those who look into a wrong verdict. */
  storyOf(command: Command): string[]
}

const WORLD = 'world'

/** An answer that arrived so shortly before a kill may not have been noted down: writes to a failing store are repeated. */
const JUST_NOW_MILLISECONDS = 10_000

export function createLedger(): Ledger {
  const updates = new Map<number, unknown>()
  const taken = new Set<number>()
  let takenBelow = 0
  const attempts = new Map<string, Attempt[]>()
  const open = new Map<ProxiedRequest, Attempt>()
  /** Of one message, as `chat/message`, or of the whole world. */
  const events: { readonly at: number; readonly key: string; readonly what: string }[] = []

  function tell(what: string, key: string | undefined): void {
    if (key !== undefined) events.push({ at: performance.now(), what, key })
  }

  return {
    updates,
    commands: [],
    polled({ request, answer }) {
      if (!answer) return
      const { result = [] } = parse(answer.body) as {
        result?: { update_id: number; message?: unknown }[]
      }
      for (const update of result) {
        updates.set(update.update_id, update)
        tell(`polled as update ${update.update_id}`, askedBy(update))
      }
      const { offset } = parse(request.body) as { offset?: number }
      takenBelow = Math.max(takenBelow, offset ?? 0)
    },
    posted({ request, answer }) {
      const update = parse(request.body) as { update_id: number; message?: unknown }
      updates.set(update.update_id, update)
      tell(
        `posted as update ${update.update_id}: ${answer?.status ?? 'no answer'}`,
        askedBy(update),
      )
      if (answer?.status === 200) taken.add(update.update_id)
    },
    isTaken: (updateId) => updateId < takenBelow || taken.has(updateId),
    sending(request) {
      const key = answeredBy(request)
      if (key === undefined) return
      const attempt: Attempt = { fate: 'under way', endedAt: Infinity }
      open.set(request, attempt)
      attempts.set(key, [...(attempts.get(key) ?? []), attempt])
    },
    sent(exchange) {
      const attempt = open.get(exchange.request)
      open.delete(exchange.request)
      if (attempt?.fate !== 'under way') return
      attempt.endedAt = performance.now()
      attempt.fate = fateOf(exchange)
      const { request, fault, answer } = exchange
      const [method = ''] = /\w+$/.exec(request.url) ?? []
      const status = answer?.status ?? 'no answer'
      tell(`${method}: ${fault?.kind ?? 'passed'}, ${status}, ${attempt.fate}`, answeredBy(request))
    },
    note: (what) => tell(what, WORLD),
    died() {
      tell('killed', WORLD)
      const recent = performance.now() - JUST_NOW_MILLISECONDS
      for (const attempt of [...attempts.values()].flat()) {
        if (attempt.endedAt >= recent) attempt.fate = 'unknown'
      }
    },
    hasFate: ({ chat, message }, fate) =>
      (attempts.get(`${chat}/${message}`) ?? []).some((attempt) => attempt.fate === fate),
    storyOf({ chat, message }) {
      const own = events.filter(({ key }) => key === `${chat}/${message}`)
      const [from = 0, to = 0] = [own[0]?.at, own.at(-1)?.at]
      return events
        .filter(
          ({ at, key }) =>
            at >= from && at <= to && (key === WORLD || key === `${chat}/${message}`),
        )
        .map(({ at, what }) => `${((at - from) / 1000).toFixed(1)} s: ${what}`)
    },
  }
}

function parse(body: Buffer): unknown {
  return JSON.parse(body.toString())
}

/** The message of an update, as `chat/message`. */
function askedBy(update: { readonly message?: unknown }): string | undefined {
  const message = update.message as { chat: { id: number }; message_id: number } | undefined
  return message && `${message.chat.id}/${message.message_id}`
}

/** The command that a call of the Bot API answers, as `chat/message`. */
function answeredBy({ url, body }: ProxiedRequest): string | undefined {
  if (!/\/send(Message|Photo|Document)$/.test(url)) return undefined
  // JSON or, with a file, a form: in both the values follow their names.
  const text = body.toString('latin1')
  const [, chat] = /"chat_id"[^-\d]+(-?\d+)/.exec(text) ?? []
  const [, message] = /"reply_parameters"[^]{0,80}?"message_id":\s*(\d+)/.exec(text) ?? []
  return chat && message && `${chat}/${message}`
}

function fateOf({ fault, answer }: Exchange): Attempt['fate'] {
  // A page is not Telegram's word: what stood between may have passed the message on.
  if (fault?.kind === 'refuse') return isPage(fault) ? 'unknown' : fate(fault.status)
  if (!answer || fault?.kind === 'lose' || fault?.kind === 'cut') return 'unknown'
  return fate(answer.status)
}

function isPage({ status, body }: { readonly status: number; readonly body?: string }): boolean {
  return status >= 500 && body?.startsWith('<') === true
}

function fate(status: number): Attempt['fate'] {
  if (status === 200) return 'taken'
  return [400, 403, 413].includes(status) ? 'refused' : 'failed'
}
