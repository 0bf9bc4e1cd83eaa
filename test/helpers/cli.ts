import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'

import { tempFolder } from './temp.ts'

export interface CliResult {
  code: number | null
  stdout: string
  stderr: string
}

type Env = Readonly<Record<string, string>>

/** Starts `lake` as a child process over the lake in `dir`, without this machine's settings. */
export function startCli(args: readonly string[], dir: string, env: Env = {}) {
  const { PATH = '', HOME = '' } = process.env
  return spawn(process.execPath, ['bot/lake.js', ...args], {
    env: { PATH, HOME, LAKE_DIR: dir, ...env },
  })
}

/** Runs `lake` until it exits. */
export async function lake(
  args: readonly string[],
  { dir = tempFolder(), input = '' as string | Uint8Array, env = {} as Env } = {},
): Promise<CliResult> {
  const child = startCli(args, dir, env)
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  return outcome(child)
}

/** The output and exit code of a process, once it has exited. */
export function outcome(child: ChildProcessWithoutNullStreams): Promise<CliResult> {
  const result = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => (result[name] += text))
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, ...result }))
  })
}
