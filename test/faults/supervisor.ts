import { setTimeout as sleep } from 'node:timers/promises'

import type { End, Program } from './program.ts'

export interface Supervisor {
  /** The program that runs now, or the last one. */
  program(): Program
  /** SIGKILL; it is started again after a pause. */
  kill(pauseMilliseconds: number): void
  /** Ends it as a service manager does, and starts no other. */
  stop(): Promise<End>
}

export interface SupervisorDeps {
  start(): Program
  /** It ended though nobody had told it to. */
  onOwnEnd(end: End): void
}

const PAUSE_MILLISECONDS = 300
/** A program that does not end when it is told to is killed; it may have an answer at hand, on a slow machine. */
const PATIENCE_MILLISECONDS = 90_000

/** Keeps a program running, as a service manager does. */
export function supervise({ start, onOwnEnd }: SupervisorDeps): Supervisor {
  let program = start()
  let isWanted = true
  let isKilled = false
  let pause = PAUSE_MILLISECONDS

  async function watch(): Promise<End> {
    for (;;) {
      const end = await program.ended
      if (!isWanted) return end
      if (!isKilled) onOwnEnd(end)
      await sleep(isKilled ? pause : PAUSE_MILLISECONDS)
      isKilled = false
      program = start()
    }
  }

  const over = watch()
  return {
    program: () => program,
    kill(pauseMilliseconds) {
      if (program.isOver()) return
      isKilled = true
      pause = pauseMilliseconds
      program.signal('SIGKILL')
    },
    async stop() {
      while (program.isOver()) await sleep(50)
      isWanted = false
      program.signal('SIGTERM')
      const patience = setTimeout(() => program.signal('SIGKILL'), PATIENCE_MILLISECONDS)
      const end = await over
      clearTimeout(patience)
      return end
    },
  }
}
