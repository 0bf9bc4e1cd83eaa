// What the child processes of child-process.test.ts do.
import { existsSync, writeFileSync } from 'node:fs'

import { RefusedQuery } from '../../../bot/engine/engine.ts'
import { serveCalls, type CallContext } from '../../../bot/processes/serve.ts'

const calls = {
  double: (_: CallContext, value: number) => value * 2,
  pid: () => process.pid,
  echo: (_: CallContext, value: unknown) => value,
  refuse() {
    throw new RefusedQuery('sql-several', 'expected one', { count: 2 })
  },
  notFound() {
    const cause = Object.assign(new Error('no file'), { code: 'ENOENT', path: '/x' })
    throw new Error('not read', { cause })
  },
  /** Neither ends nor lets anything else happen in its process. */
  spin() {
    for (;;);
  },
  forever({ signal }: CallContext) {
    signal.throwIfAborted()
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  },
  die(): void {
    process.kill(process.pid, 'SIGKILL')
  },
  async count({ send }: CallContext, to: number) {
    for (let number = 1; number <= to; number += 1) await send(number)
    return 'counted'
  },
  async sendAndDie({ send }: CallContext) {
    await send(1)
    process.kill(process.pid, 'SIGKILL')
  },
}

export type Calls = typeof calls

serveCalls(async (argument: { fails?: string; hangsUnless?: string }, log) => {
  if (argument.hangsUnless !== undefined && !existsSync(argument.hangsUnless)) {
    writeFileSync(argument.hangsUnless, '')
    calls.spin()
  }
  if (argument.fails !== undefined) throw new Error(argument.fails)
  log.info({ event: 'opened', pid: process.pid })
  return { calls, close: async () => {} }
})
