import type { ChildProcess } from 'node:child_process'

/** Gets each part of the result; the child waits until it resolves before it sends the next. */
export type OnPart = (part: never) => void | Promise<void>

/** A call until it is answered. */
export interface Call {
  readonly name: string
  readonly args: readonly unknown[]
  readonly onPart: OnPart | undefined
  /** A process is asked for it. */
  onSubmitted?(): void
  onBegun?(): void
  readonly answer: Promise<unknown>
  resolve(result: unknown): void
  reject(error: Error): void
  isRepeatable: boolean
  /** Processes for it that could not be started. */
  failedStarts: number
  /** Where it is being made. */
  place?: { readonly process: Running; readonly id: number }
}

/** A child process and what it is asked at the moment. */
export interface Running {
  readonly child: ChildProcess
  /** By id. */
  readonly calls: Map<number, Call>
  readonly ended: Promise<void>
  isKilled: boolean
}

/** A call that nothing has been done for. */
export function newCall(name: string, args: readonly unknown[], onPart: OnPart | undefined): Call {
  let resolve = (_: unknown) => {}
  let reject = (_: Error) => {}
  const answer = new Promise((yes, no) => {
    resolve = yes
    reject = no
  })
  return { name, args, onPart, answer, resolve, reject, isRepeatable: true, failedStarts: 0 }
}

/** Hands a part of the result to whoever made the call. */
export async function take(call: Call, part: unknown): Promise<void> {
  await call.onPart?.(part as never)
}
