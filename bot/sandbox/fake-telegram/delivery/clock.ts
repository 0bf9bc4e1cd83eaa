// Time as the stand-in sees it: everything that waits or dates something asks a Clock, so that tests can move it.

export interface Clock {
  now(): Date
  /** Resolves after that long, or as soon as the signal is aborted; it never rejects. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

export interface ManualClock extends Clock {
  /** Moves time forward and wakes whatever was due on the way. */
  advance(milliseconds: number): void
}

/** The machine's clock, `speed` times as fast from the moment of the call (default 1). */
export function systemClock(speed = 1): Clock {
  if (!(speed > 0)) throw new Error(`telegram: clock speed ${speed} is not above 0: use 1 or more`)
  const start = Date.now()
  return {
    now: () => new Date(start + (Date.now() - start) * speed),
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve()
        const done = () => {
          clearTimeout(timer)
          signal?.removeEventListener('abort', done)
          resolve()
        }
        const timer = setTimeout(done, milliseconds / speed)
        signal?.addEventListener('abort', done)
      }),
  }
}

/** A clock that stands still until the test advances it. */
export function manualClock(start: Date): ManualClock {
  let now = start.getTime()
  const sleepers = new Set<{ due: number; wake: () => void }>()
  return {
    now: () => new Date(now),
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted || milliseconds <= 0) return resolve()
        const wake = () => {
          sleepers.delete(sleeper)
          signal?.removeEventListener('abort', wake)
          resolve()
        }
        const sleeper = { due: now + milliseconds, wake }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', wake)
      }),
    advance(milliseconds) {
      now += milliseconds
      const due = [...sleepers].filter((sleeper) => sleeper.due <= now)
      for (const sleeper of due.sort((a, b) => a.due - b.due)) sleeper.wake()
    },
  }
}
