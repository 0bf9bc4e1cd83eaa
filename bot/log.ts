import { agesBy, type Age, type StartAge } from '../etl/age.ts'
import type { Fact, Log } from '../etl/log.ts'
import { logLevels, type LogLevel } from './config.ts'
import { spellControls } from './spell-controls.ts'

/** One JSON line per fact at `level` or above. `write` gets the line without a line break. */
export function jsonLog(level: LogLevel, write: (line: string) => void): Log {
  const lowest = logLevels.indexOf(level)
  const at = (name: LogLevel) => (fact: Fact) => {
    if (logLevels.indexOf(name) < lowest) return
    const line = JSON.stringify({ time: new Date().toISOString(), level: name, ...fact })
    // JSON spells out some of these only.
    write(spellControls(line))
  }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

/** How often each event was logged, and the last fact of each. */
export interface EventCounts {
  count(event: string): number
  last(event: string): (Fact & { readonly time: string }) | undefined
}

/** The same log, which also counts its events, whatever their level. */
export function countingLog(log: Log): { log: Log; events: EventCounts } {
  const counts = new Map<string, number>()
  const lasts = new Map<string, Fact & { time: string }>()
  const counted = (name: LogLevel) => (fact: Fact) => {
    counts.set(fact.event, (counts.get(fact.event) ?? 0) + 1)
    lasts.set(fact.event, { time: new Date().toISOString(), ...fact })
    log[name](fact)
  }
  return {
    log: {
      debug: counted('debug'),
      info: counted('info'),
      warn: counted('warn'),
      error: counted('error'),
    },
    events: { count: (event) => counts.get(event) ?? 0, last: (event) => lasts.get(event) },
  }
}

/** Of one event in a minute: a person reads no more, and strangers can cause any number. */
const MAX_LINES = 30
const MINUTE_MILLISECONDS = 60_000

/** A warning about one chat is not repeated for so long. */
const CHAT_MILLISECONDS = 3_600_000

/** Chats remembered; anybody can add the bot to a chat. */
const MAX_CHATS = 1_000

interface Minute {
  readonly age: Age
  lines: number
}

/**
 * The same log, in which no event fills the disk: of each, some lines a minute, and a warning about a chat once an
 * hour. The next line says as `not_logged` how many were left out. `debug` stays whole, for whoever asks for it.
 */
export function sparingLog(log: Log, startAge: StartAge = agesBy(() => Date.now())): Log {
  const minutes = new Map<string, Minute>()
  const leftOut = new Map<string, number>()
  const warned = new Map<string, Age>()

  function isWithinMinute({ event }: Fact): boolean {
    const known = minutes.get(event)
    const minute =
      known && known.age() < MINUTE_MILLISECONDS ? known : { age: startAge(), lines: 0 }
    minutes.set(event, minute)
    minute.lines += 1
    return minute.lines <= MAX_LINES
  }

  function isNewOfChat({ event, chat_id }: Fact): boolean {
    if (chat_id === undefined) return true
    const name = `${event}/${String(chat_id)}`
    const age = warned.get(name)
    if (age && age() < CHAT_MILLISECONDS) return false
    if (warned.size >= MAX_CHATS) warned.clear()
    warned.set(name, startAge())
    return true
  }

  function pass(fact: Fact, isWorthIt: boolean, write: (fact: Fact) => void): void {
    const { event } = fact
    const left = leftOut.get(event) ?? 0
    if (!isWorthIt) {
      leftOut.set(event, left + 1)
      return
    }
    leftOut.delete(event)
    write(left > 0 ? { ...fact, not_logged: left } : fact)
  }

  return {
    debug: (fact) => log.debug(fact),
    info: (fact) => pass(fact, isWithinMinute(fact), (each) => log.info(each)),
    warn: (fact) => pass(fact, isNewOfChat(fact) && isWithinMinute(fact), (each) => log.warn(each)),
    error: (fact) => pass(fact, isWithinMinute(fact), (each) => log.error(each)),
  }
}
