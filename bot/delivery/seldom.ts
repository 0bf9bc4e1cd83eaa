import type { Fact } from '../../etl/log.ts'

const MINUTE = 60_000

/**
 * Writes a fact at most once a minute, with how often it came since the one before as `times`: what anybody can cause
 * must not fill a disk with log lines.
 */
export function seldom(write: (fact: Fact) => void): (fact: Fact) => void {
  let writtenAt = -Infinity
  let times = 0
  return (fact) => {
    times += 1
    if (performance.now() - writtenAt < MINUTE) return
    write({ ...fact, times })
    writtenAt = performance.now()
    times = 0
  }
}
