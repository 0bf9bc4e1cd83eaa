/** One fact: what happened, with ids, counts and times. Texts and names of people stay out. */
export interface Fact {
  readonly event: string
  readonly [detail: string]: unknown
}

/** `console` fits: on Lambda its lines become structured log entries. */
export interface Log {
  debug(fact: Fact): void
  info(fact: Fact): void
  warn(fact: Fact): void
  error(fact: Fact): void
}

/** The same log, where routine facts are for debugging only. */
export function quiet(log: Log): Log {
  return { ...log, info: (fact) => log.debug(fact) }
}
