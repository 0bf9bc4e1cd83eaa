/** What happened, with ids, counts and times; never message texts or people's names. */
export interface Fact {
  readonly event: string
  readonly [detail: string]: unknown
}

/** `console` implements it: on Lambda its lines become structured log entries. */
export interface Log {
  debug(fact: Fact): void
  info(fact: Fact): void
  warn(fact: Fact): void
  error(fact: Fact): void
}

/** The same log, with `info` demoted to `debug`. */
export function quiet(log: Log): Log {
  return { ...log, info: (fact) => log.debug(fact) }
}
