import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

import type { DeployedFunction, Deployment } from './deployment.ts'
import type { Answer, Invocation } from './runner.ts'

export interface LogLine {
  readonly level: string
  readonly message: Readonly<Record<string, unknown>>
}

/** One instance of a function: a cold start, then one event after another. */
export interface Instance {
  /** The version of Node that it runs on. */
  readonly node: string
  /** Rejects with what the handler throws. Without `remainingMilliseconds` it has the time that the template says. */
  invoke<Result>(event: unknown, remainingMilliseconds?: number): Promise<Result>
  /** All that it logged. */
  readonly logs: readonly LogLine[]
  /** What it logged of one event. */
  named(event: string): LogLine[]
  stop(): Promise<void>
}

/**
 * Starts a process of Lambda's Node on the bundle, with these variables and none of this machine's.
 * @throws Error with what it said when the bundle cannot be loaded.
 */
export async function startInstance(
  { node, runner, root }: Deployment,
  { folder, handler, timeoutSeconds, logLevel }: DeployedFunction,
  env: Readonly<Record<string, string>>,
): Promise<Instance> {
  const child = spawn(node, [runner, folder, handler], {
    cwd: folder,
    env: { ...env, HOME: root, AWS_LAMBDA_LOG_LEVEL: logLevel },
  })
  const ended = once(child, 'close')
  const logs: LogLine[] = []
  let said = ''
  createInterface({ input: child.stderr }).on('line', (line) => {
    said += `${line}\n`
    logs.push(parseLine(line))
  })
  const waiting = new Map<number, (answer: Answer) => void>()
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = JSON.parse(line) as Answer
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
  })

  async function answerOf(id: number): Promise<unknown> {
    const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve))
    const answer = await Promise.race([answered, ended.then(() => undefined)])
    if (!answer) throw new Error(`lambda: the function ended: ${said}`)
    if ('error' in answer) throw new Error(answer.error)
    return answer.result
  }

  let count = 0
  const version = (await answerOf(0)) as string
  return {
    node: version,
    logs,
    named: (event) => logs.filter(({ message }) => message.event === event),
    async invoke<Result>(event: unknown, remainingMilliseconds = timeoutSeconds * 1000) {
      count += 1
      const invocation: Invocation = { id: count, event, remainingMilliseconds }
      child.stdin.write(`${JSON.stringify(invocation)}\n`)
      return (await answerOf(count)) as Result
    },
    async stop() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Node's own warnings are text. */
function parseLine(line: string): LogLine {
  try {
    return JSON.parse(line) as LogLine
  } catch {
    return { level: 'TEXT', message: { text: line } }
  }
}
