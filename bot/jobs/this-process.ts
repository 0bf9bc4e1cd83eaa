import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'

import { field } from './parse-job.ts'

/** Names a process while it runs. */
export interface ProcessName {
  readonly host: string
  /** Which start of the machine; empty where the system does not say. */
  readonly boot: string
  readonly pid: number
  /** When it began, which tells it from later ones with the same id; empty where the system does not say. */
  readonly began: string
}

/** This process. */
export function thisProcess(): ProcessName {
  return processWithId(process.pid)
}

/** A process of this machine. */
export function processWithId(pid: number): ProcessName {
  return { host: hostname(), boot: bootId(), pid, began: beganAt(pid) }
}

/** The name in what a process has written; earlier versions did not write when they began. */
export function processNameOf(value: unknown): ProcessName {
  const [host, boot, began] = ['host', 'boot', 'began'].map((name) => field(value, name) ?? '')
  const pid = field(value, 'pid')
  return {
    host: String(host),
    boot: String(boot),
    pid: Number.isSafeInteger(pid) && Number(pid) > 0 ? Number(pid) : NaN,
    began: String(began),
  }
}

/** Whether it is another process of this machine that runs: of other machines that cannot be known. */
export function isRunningBeside({ host, boot, pid, began }: ProcessName): boolean {
  const me = thisProcess()
  // In a container every start has the same ids, and a process asks only about others.
  if (host !== me.host || boot !== me.boot || pid === me.pid) return false
  if (began !== '' && began !== beganAt(pid)) return false
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function bootId(): string {
  return orEmpty(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim())
}

/** In ticks since the machine's start. */
function beganAt(pid: number): string {
  // `12 (node) S 11 …`; the name may hold anything.
  return orEmpty(() => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  })
}

function orEmpty(read: () => string): string {
  try {
    return read()
  } catch {
    return ''
  }
}
