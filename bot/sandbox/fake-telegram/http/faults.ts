import { ApiError } from '../group/errors.ts'
import type { ResponseParameters } from 'grammy/types'

export interface Fault {
  readonly error_code: number
  readonly description: string
  readonly parameters?: ResponseParameters
  /** How many calls fail; default 1. */
  readonly times?: number
}

export interface Faults {
  /** The next calls of the method (`*`: of any) are answered with this error and do nothing. */
  failNext(method: string, fault: Fault): void
  /** The next calls of the method lose their connection without an answer and do nothing. */
  dropNext(method: string, times?: number): void
  /** What shall happen to this call; counts it. */
  take(method: string): ApiError | 'drop' | undefined
}

/** Faults that tests plan, taken in the order in which they were planned. */
export function createFaults(): Faults {
  const planned: { method: string; left: number; outcome: ApiError | 'drop' }[] = []
  const plan = (method: string, left: number, outcome: ApiError | 'drop') => {
    planned.push({ method: method.toLowerCase(), left, outcome })
  }
  return {
    failNext(method, { error_code, description, parameters, times = 1 }) {
      plan(method, times, new ApiError(error_code, description, parameters))
    },
    dropNext: (method, times = 1) => plan(method, times, 'drop'),
    take(method) {
      const fault = planned.find(
        (entry) => entry.left > 0 && ['*', method.toLowerCase()].includes(entry.method),
      )
      if (!fault) return undefined
      fault.left -= 1
      return fault.outcome
    },
  }
}
