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
