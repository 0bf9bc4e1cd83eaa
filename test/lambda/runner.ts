// Acts as Lambda's runtime: runner.ts FOLDER HANDLER imports the handler, then reads invocations as JSON lines from
// standard input and answers each on standard output. It runs outside the project, so it imports only Node modules.
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

export interface Invocation {
  readonly id: number
  readonly event: unknown
  readonly remainingMilliseconds: number
}

/** The first answer has id 0 and is Node's version, once the bundle is loaded. */
export type Answer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: string }

type Handler = (event: unknown, context: object) => Promise<unknown>

// With Lambda's JSON log format, each console call is one line with its level.
const levels = { debug: 'DEBUG', log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR' } as const
for (const [name, level] of Object.entries(levels) as [keyof typeof levels, string][]) {
  console[name] = (message: unknown) => {
    if (level === 'DEBUG' && process.env.AWS_LAMBDA_LOG_LEVEL !== 'DEBUG') return
    process.stderr.write(`${JSON.stringify({ level, message })}\n`)
  }
}

const [, , folder = '', name = ''] = process.argv
const [file, exported = ''] = name.split('.')
const module = (await import(pathToFileURL(join(folder, `${file}.mjs`)).href)) as Record<
  string,
  Handler
>
const handler = module[exported]
if (!handler) throw new Error(`runner: ${folder} does not export ${exported}`)
say({ id: 0, result: process.versions.node })

for await (const line of createInterface({ input: process.stdin })) {
  const { id, event, remainingMilliseconds } = JSON.parse(line) as Invocation
  const deadline = performance.now() + remainingMilliseconds
  const context = {
    awsRequestId: String(id),
    getRemainingTimeInMillis: () => Math.max(0, deadline - performance.now()),
  }
  try {
    say({ id, result: (await handler(event, context)) ?? null })
  } catch (error) {
    say({ id, error: (error as Error).message })
  }
}

function say(answer: Answer): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}
