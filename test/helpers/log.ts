import type { Fact, Log } from '../../etl/log.ts'

export interface RecordingLog extends Log {
  /** Everything logged except at level `debug`. */
  readonly facts: Fact[]
  named(event: string): Fact[]
}

/** A log that keeps its facts for tests. */
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
