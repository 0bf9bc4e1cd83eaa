import { setPriority } from 'node:os'

import type { Fact, Log } from '../../etl/log.ts'
import { sentError, type FromChild, type ToChild } from './messages.ts'

/** How a call reaches whoever waits for it. */
export interface CallContext {
  /** Aborts when nobody waits any more. */
  readonly signal: AbortSignal
  /** Hands over a part of the result, and resolves when it has been taken. */
  send(part: unknown): Promise<void>
}

/** What a child process can do: functions of plain data that return plain data. */
export type Served = Readonly<Record<string, (context: CallContext, ...args: never) => unknown>>

export interface Opened<S extends Served> {
  readonly calls: S
  close(): Promise<void>
}

/** Below the process that answers Telegram, when both want the processor. */
const PRIORITY = 5

/**
 * Serves calls in a child process. It is opened with the argument that the parent gave, and each call of a process that
 * cannot be opened fails with the reason. It ends with its parent, however that ends.
 */
export function serveCalls<A, S extends Served>(
  open: (argument: A, log: Log) => Promise<Opened<S>>,
): void {
  let opened: Promise<Opened<S>> | undefined
  const running = new Map<number, { stop: AbortController; taken?: () => void }>()

  async function run(id: number, name: string, args: readonly unknown[]): Promise<void> {
    const call = { stop: new AbortController(), taken: undefined as (() => void) | undefined }
    running.set(id, call)
    const context: CallContext = {
      signal: call.stop.signal,
      send: (part) =>
        new Promise((resolve) => {
          call.taken = resolve
          say({ type: 'part', id, part })
        }),
    }
    try {
      const { calls } = await (opened ?? Promise.reject(new Error('processes: not opened')))
      say({ type: 'begun', id })
      const result = await calls[name]?.(context, ...(args as never))
      say({ type: 'result', id, result })
    } catch (error) {
      say({ type: 'error', id, error: sentError(error) })
    } finally {
      running.delete(id)
    }
  }

  function hear(message: ToChild): void {
    if (message.type === 'open') {
      const started = () => {
        say({ type: 'started' })
        setInterval(() => say({ type: 'beat' }), message.beatMilliseconds)
      }
      opened = open(message.argument as A, logToParent)
      opened.then(started, started)
    }
    if (message.type === 'call') void run(message.id, message.name, message.args)
    if (message.type === 'cancel') running.get(message.id)?.stop.abort()
    if (message.type === 'taken') running.get(message.id)?.taken?.()
    if (message.type === 'close') void close()
    // Told by each call.
    opened?.catch(() => {})
  }

  async function close(): Promise<void> {
    const { close } = (await opened?.catch(() => undefined)) ?? {}
    await close?.()
    process.exit(0)
  }

  // The threads that are started later inherit it.
  setPriority(PRIORITY)
  // A terminal and a service manager signal both processes: the parent finishes its work first, and then ends this one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
  // At once: a native thread may be in the middle of something that does not end.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
  process.on('message', hear)
}

function say(message: FromChild): void {
  // Where the parent is gone, this process is about to end too.
  if (process.connected) process.send?.(message, undefined, undefined, () => {})
}

const toParent = (level: keyof Log) => (fact: Fact) => say({ type: 'fact', level, fact })

const logToParent: Log = {
  debug: toParent('debug'),
  info: toParent('info'),
  warn: toParent('warn'),
  error: toParent('error'),
}
