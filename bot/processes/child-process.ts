import { fork, type ChildProcess as Child } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

import type { Log } from '../../etl/log.ts'
import { newCall, take, type Call, type OnPart, type Running } from './call.ts'
import { receivedError, type ErrorClasses, type FromChild, type ToChild } from './messages.ts'
import type { CallContext, Served } from './serve.ts'

export interface ChildOptions {
  /** Its name in the log. */
  readonly name: string
  /** The TypeScript module that serves the calls. */
  readonly module: URL
  /** What it is opened with: plain data. */
  readonly argument: unknown
  readonly errors: ErrorClasses
  readonly log: Log
  /** For it to start; one that takes longer is killed, and started again (default: two minutes). */
  readonly startMilliseconds?: number
  /** So often it says that it runs; one that does not ten times in a row is killed (default: half a minute). */
  readonly beatMilliseconds?: number
  /** Of its JavaScript memory, in MiB (default: as Node.js chooses). */
  readonly maxHeap?: number
  /** It has ended, by itself or not. */
  onEnd?(): void
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  /** Gets each part of the result; the child waits until it resolves before it sends the next. */
  readonly onPart?: OnPart | undefined
  /** So long after it began the whole process is killed, and the call fails with this error. */
  readonly deadline?: { readonly milliseconds: number; error(): Error }
  /** Whether it is made once more when its process dies (default: yes). */
  readonly isRepeatable?: boolean
}

type Arguments<F> = F extends (context: CallContext, ...args: infer A) => unknown ? A : never
type Result<F> = F extends (...args: never) => infer R ? Awaited<R> : never

export interface ChildProcess<S extends Served> {
  /**
   * Starts the process if need be. A call whose process dies is made once more in a new one, unless some of its result has
   * been taken. One that cannot be started is tried again for some seconds.
   * @throws ProcessDied when it dies again, and ProcessNotStarted.
   */
  call<N extends keyof S & string>(
    name: N,
    args: Arguments<S[N]>,
    options?: CallOptions,
  ): Promise<Result<S[N]>>
  /** Starts it, so that the first call waits less. */
  start(): void
  /** Ends it at once; every call at hand fails with the error. The next call starts a new one. */
  kill(error: Error): void
  close(): Promise<void>
}

/** The child process ended while it worked: something took too much memory, or somebody killed it. */
export class ProcessDied extends Error {
  override name = 'ProcessDied'
}

/** The system did not give what a process takes: it has no handles, or no processes, left. */
export class ProcessNotStarted extends Error {
  override name = 'ProcessNotStarted'
}

/** Before one that could not be started is tried again. */
const START_PAUSES_MILLISECONDS = [250, 1_000, 3_000]

/** For a child to start, on a machine that has much else to do. */
const START_MILLISECONDS = 120_000

/** Of a child that runs. A frozen one, or one that spins, says none. */
const BEAT_MILLISECONDS = 30_000

/** Work that takes long lets others have their turn long before. */
const MAX_MISSED_BEATS = 10

/** Without handles, Node.js may wait for ever for its own threads. */
const STUCK = 'it did not start in time'

/** For the child to finish by itself. */
const CLOSE_MILLISECONDS = 2_000

/** Of what the child wrote before it died, in characters. */
const LAST_WORDS = 500

const bootstrap = new URL('./child.js', import.meta.url)

/** A process of its own for work that must not hold up, or end, this one. It is started by the first call. */
export function childProcess<S extends Served>(options: ChildOptions): ChildProcess<S> {
  const { name, module, maxHeap, log } = options
  const { startMilliseconds = START_MILLISECONDS, beatMilliseconds = BEAT_MILLISECONDS } = options
  // Throws at once when it holds something else than data.
  const argument = structuredClone(options.argument)
  let running: Running | undefined
  /** Calls until the next try to start a process for them. */
  const waiting = new Set<Call>()
  let lastId = 0
  let isClosed = false

  function begin(): Running {
    const child = fork(bootstrap, [module.href], {
      serialization: 'advanced',
      execArgv: maxHeap === undefined ? [] : [`--max-old-space-size=${maxHeap}`],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    let lastWords = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      lastWords = (lastWords + text).slice(-LAST_WORDS)
    })
    const ended = new Promise<void>((resolve) => {
      child.once('exit', (code, signal) => {
        if (running === begun) running = undefined
        if (!isClosed && !begun.isKilled) {
          const how = code ?? signal
          log.error({ event: 'process_died', process: name, how, last_words: lastWords })
        }
        clearTimeout(starting)
        clearInterval(listening)
        options.onEnd?.()
        const calls = [...begun.calls.values()]
        if (isStuck) for (const call of calls) void startAgain(call, STUCK)
        else void repeat(calls)
        resolve()
      })
      child.on('error', ({ message: reason }) => {
        // Others than this one come from a process that is there.
        if (child.pid !== undefined) return
        clearTimeout(starting)
        clearInterval(listening)
        if (running === begun) running = undefined
        log.error({ event: 'process_not_started', process: name, reason })
        for (const call of begun.calls.values()) void startAgain(call, reason)
        resolve()
      })
    })
    const begun: Running = { child, calls: new Map(), ended, isKilled: false }
    let isStuck = false
    const starting = setTimeout(() => {
      isStuck = true
      log.error({ event: 'process_not_started', process: name, reason: STUCK })
      end(begun)
    }, startMilliseconds)
    // Counted rather than measured: when both were frozen, as in a machine that slept, none is missed. Nor is any before
    // it has started.
    let missed = -Infinity
    const listening = setInterval(() => {
      missed += 1
      if (missed <= MAX_MISSED_BEATS || begun.isKilled) return
      log.error({ event: 'process_silent', process: name })
      end(begun)
    }, beatMilliseconds)
    child.once('message', () => clearTimeout(starting))
    child.on('message', (message: FromChild) => {
      missed = 0
      hear(begun, message)
    })
    say(child, { type: 'open', argument, beatMilliseconds })
    return begun
  }

  function submit(call: Call): void {
    running ??= begin()
    const id = (lastId += 1)
    // Throws when an argument is not plain data.
    say(running.child, { type: 'call', id, name: call.name, args: call.args })
    call.place = { process: running, id }
    running.calls.set(id, call)
    call.onSubmitted?.()
  }

  /** The calls whose process has died, one after another: the one that killed it would take the others along again. */
  async function repeat(calls: readonly Call[]): Promise<void> {
    for (const call of calls) {
      if (call.isRepeatable && !isClosed) {
        call.isRepeatable = false
        submitAgain(call)
        await call.answer.catch(() => {})
      } else {
        call.reject(new ProcessDied(`${name} died at work`))
      }
    }
  }

  /** Any call may be made again when its process was never there. */
  async function startAgain(call: Call, reason: string): Promise<void> {
    const pause = START_PAUSES_MILLISECONDS[call.failedStarts]
    if (pause === undefined || isClosed) {
      return call.reject(new ProcessNotStarted(`${name} could not be started: ${reason}`))
    }
    call.failedStarts += 1
    waiting.add(call)
    await sleep(pause)
    if (waiting.delete(call)) submitAgain(call)
  }

  function submitAgain(call: Call): void {
    try {
      submit(call)
    } catch (error) {
      call.reject(error as Error)
    }
  }

  /** Calls that have no process fail with the error. */
  function giveUpWaiting(error: Error): void {
    for (const call of waiting) call.reject(error)
    waiting.clear()
  }

  function hear({ child, calls }: Running, message: FromChild): void {
    if (message.type === 'started' || message.type === 'beat') return
    if (message.type === 'fact') return log[message.level](message.fact)
    const { id } = message
    const call = calls.get(id)
    if (!call) return
    if (message.type === 'begun') return call.onBegun?.()
    if (message.type === 'part') {
      call.isRepeatable = false
      void take(call, message.part).then(
        () => say(child, { type: 'taken', id }),
        (error: Error) => {
          calls.delete(id)
          say(child, { type: 'cancel', id })
          call.reject(error)
        },
      )
      return
    }
    calls.delete(id)
    if (message.type === 'result') call.resolve(message.result)
    else call.reject(receivedError(message.error, options.errors))
  }

  /** Its calls are told when it has ended. */
  function end(process: Running): void {
    process.isKilled = true
    // The next call does not wait for the end of this one.
    if (running === process) running = undefined
    process.child.kill('SIGKILL')
  }

  return {
    async call(method, args, { signal, onPart, deadline, isRepeatable = true } = {}) {
      if (isClosed) throw new ProcessDied(`${name} is closed`)
      signal?.throwIfAborted()
      const call: Call = { ...newCall(method, args, onPart), isRepeatable }
      let timer: NodeJS.Timeout | undefined
      if (deadline) {
        const within = (milliseconds: number) => () => {
          clearTimeout(timer)
          timer = setTimeout(giveUp, milliseconds)
        }
        call.onSubmitted = within(startMilliseconds + deadline.milliseconds)
        call.onBegun = within(deadline.milliseconds)
      }
      submit(call)
      const cancel = () => {
        if (waiting.delete(call)) call.reject(signal?.reason as Error)
        else if (call.place) say(call.place.process.child, { type: 'cancel', id: call.place.id })
      }
      signal?.addEventListener('abort', cancel)
      try {
        return (await call.answer) as never
      } finally {
        clearTimeout(timer)
        signal?.removeEventListener('abort', cancel)
      }

      function giveUp(): void {
        call.isRepeatable = false
        call.reject(deadline!.error())
        if (!waiting.delete(call) && call.place) end(call.place.process)
      }
    },

    start() {
      if (!isClosed) running ??= begin()
    },

    kill(error) {
      giveUpWaiting(error)
      if (!running) return
      for (const call of running.calls.values()) call.reject(error)
      running.calls.clear()
      end(running)
    },

    async close() {
      isClosed = true
      giveUpWaiting(new ProcessDied(`${name} is closed`))
      if (!running) return
      const { child, ended } = running
      say(child, { type: 'close' })
      const timer = setTimeout(() => child.kill('SIGKILL'), CLOSE_MILLISECONDS)
      await ended
      clearTimeout(timer)
    },
  }
}

function say(child: Child, message: ToChild): void {
  // One that could not be started may have no channel; a child that is gone is told of by its exit.
  if (child.pid !== undefined) child.send(message, () => {})
}
