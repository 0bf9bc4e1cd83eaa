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
  /** The version of Node it runs on. */
  readonly node: string
  /** Rejects with the handler's error. `remainingMilliseconds` defaults to the function's timeout. */
  invoke<Result>(event: unknown, remainingMilliseconds?: number): Promise<Result>
  /** Everything it logged. */
  readonly logs: readonly LogLine[]
  /** The lines it logged with this event name. */
  named(event: string): LogLine[]
  stop(): Promise<void>
}

/**
 * Starts Lambda's Node on the bundle, with these variables and none of this machine's.
 * @throws Error with its output when the bundle cannot be loaded.
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
  let output = ''
  createInterface({ input: child.stderr }).on('line', (line) => {
    output += `${line}\n`
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
    if (!answer) throw new Error(`lambda: the function ended: ${output}`)
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

/** Node's own warnings are plain text. */
function parseLine(line: string): LogLine {
  try {
    return JSON.parse(line) as LogLine
  } catch {
    return { level: 'TEXT', message: { text: line } }
  }
}
