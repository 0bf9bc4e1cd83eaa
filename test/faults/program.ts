// The program as a process, and what can be done to one from outside.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { LOGS } from './settings.ts'

type Env = Readonly<Record<string, string>>

export interface End {
  /** Null when a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Program {
  readonly pid: number
  readonly ended: Promise<End>
  isOver(): boolean
  /** What it has printed so far. */
  printed(): string

  signal(name: NodeJS.Signals): void
  /** Files may not grow beyond this size: a disk that is full, in the middle of a file too. Infinity: no limit. */
  limitFiles(bytes: number): void
  /** No more handles than it holds at the moment; false: the usual number. */
  limitHandles(isLimited: boolean): void
  /** Kills its own worker processes. Resolves to how many there were. */
  killChildren(): number
  /** Bytes in memory, and open handles. */
  usage(): { readonly memory: number; readonly handles: number }
}

/** So much of the output is kept, from its end. */
const KEPT = 200_000

const USUAL_HANDLES = 4096

/** Those that run, each with a group of processes of its own. None outlives the run. */
const running = new Set<number>()
process.on('exit', () => {
  for (const pid of running) whileThere(() => process.kill(-pid, 'SIGKILL'))
})

/** Starts `node bot/lake.js`. */
export function startProgram(args: readonly string[], env: Env): Program {
  const child = spawn(process.execPath, ['bot/lake.js', ...args], { env, detached: true })
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] = (output[name] + text).slice(-KEPT)
    })
  child.stdin.end()
  if (LOGS) {
    const file = createWriteStream(join(LOGS, `${child.pid}.log`))
    for (const name of ['stdout', 'stderr'] as const) child[name].pipe(file, { end: false })
  }
  let isOver = false
  const pid = child.pid ?? 0
  running.add(pid)
  const ended = once(child, 'close').then(([code]) => {
    isOver = true
    running.delete(pid)
    return { code: code as number | null, ...output }
  })
  /** Its worker processes too: those that start meanwhile inherit the limit, and would keep it. */
  const limit = (what: string) => {
    for (const each of [pid, ...childrenOf(pid)]) {
      // It may end at any moment.
      if (!isOver) tryRun('prlimit', [`--pid=${each}`, what])
    }
  }
  return {
    pid,
    ended,
    isOver: () => isOver,
    printed: () => output.stdout,

    signal: (name) => void child.kill(name),
    limitFiles: (bytes) => limit(`--fsize=${bytes === Infinity ? 'unlimited' : bytes}:`),
    limitHandles: (isLimited) =>
      isLimited
        ? tryRun('prlimit', [`--pid=${pid}`, `--nofile=${handlesOf(pid).length}:`])
        : limit(`--nofile=${USUAL_HANDLES}:`),
    killChildren() {
      const workers = childrenOf(pid).filter(isNode)
      for (const worker of workers) whileThere(() => process.kill(worker, 'SIGKILL'))
      return workers.length
    },
    usage: () => ({ memory: memoryOf(pid), handles: handlesOf(pid).length }),
  }
}

function tryRun(command: string, args: readonly string[]): void {
  try {
    execFileSync(command, args, { stdio: 'pipe' })
  } catch (error) {
    if (!/No such process/.test((error as Error).message)) throw error
  }
}

function handlesOf(pid: number): string[] {
  return whileThere(() => readdirSync(`/proc/${pid}/fd`)) ?? []
}

function memoryOf(pid: number): number {
  const status = whileThere(() => readFileSync(`/proc/${pid}/status`, 'utf8')) ?? ''
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(status) ?? []
  return Number(kilobytes) * 1024
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((id) => id > 0 && parentOf(id) === pid)
}

function parentOf(pid: number): number {
  const stat = whileThere(() => readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? ''
  // `12 (node) S 11 …`; the name may hold anything.
  return Number(/\) \S (\d+)/.exec(stat)?.[1])
}

/** tsx's compiler is a child, too, and no part of the program. */
function isNode(pid: number): boolean {
  const line = whileThere(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')) ?? ''
  return line.startsWith(process.execPath)
}

/** Undefined when the process is over, which may happen at any moment. */
function whileThere<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}
