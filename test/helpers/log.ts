import type { Fact, Log } from '../../etl/log.ts'

export interface RecordingLog extends Log {
  /** What was logged, without the level `debug`. */
  readonly facts: Fact[]
  /** The facts of one event. */
  named(event: string): Fact[]
}

/** A log that keeps what it is told. */
export function recordingLog(): RecordingLog {
  const facts: Fact[] = []
  const keep = (fact: Fact) => void facts.push(fact)
  return {
    facts,
    named: (event) => facts.filter((fact) => fact.event === event),
    debug: () => {},
    info: keep,
    warn: keep,
    error: keep,
  }
}
