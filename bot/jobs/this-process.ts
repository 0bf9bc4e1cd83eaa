import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'

/** Names a process while it runs. */
export interface ProcessName {
  readonly host: string
  /** Which start of the machine; empty where the system does not say. */
  readonly boot: string
  readonly pid: number
}

/** This process. */
export function thisProcess(): ProcessName {
  return { host: hostname(), boot: bootId(), pid: process.pid }
}

/** Whether it is another process of this machine that runs: of other machines that cannot be known. */
export function isRunningBeside({ host, boot, pid }: ProcessName): boolean {
  const me = thisProcess()
  // In a container every start has the same id, and a process asks only about others.
  if (host !== me.host || boot !== me.boot || pid === me.pid) return false
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return ''
  }
}
