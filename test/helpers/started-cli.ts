import { onTestFinished } from 'vitest'

import { outcome, startCli } from './cli.ts'
import { tempFolder } from './temp.ts'

/** `lake start` in a process of its own, ended with the test. */
export function startedCli(
  env: Readonly<Record<string, string>>,
  { dir = tempFolder(), options = [] as readonly string[] } = {},
) {
  const child = startCli(['start', ...options], dir, { PORT: '0', ...env })
  const ended = outcome(child)
  let printed = ''
  child.stdout.on('data', (text: string) => (printed += text))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return {
    dir,
    pid: child.pid ?? 0,
    /** Resolves to what was printed since the last call, once that has `text` in it. */
    async until(text: string): Promise<string> {
      while (!printed.includes(text)) {
        const more = new Promise<false>((resolve) =>
          child.stdout.once('data', () => resolve(false)),
        )
        const end = await Promise.race([more, ended])
        if (end && !printed.includes(text)) throw new Error(`ended: ${JSON.stringify(end)}`)
      }
      const seen = printed
      printed = ''
      return seen
    },
    /** Ends it as a crash does. */
    async kill() {
      child.kill('SIGKILL')
      return ended
    },
    /** Ends it with Ctrl-C. */
    async stop() {
      child.kill('SIGINT')
      return ended
    },
  }
}
