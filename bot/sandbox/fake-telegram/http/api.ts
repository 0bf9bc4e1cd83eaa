// From a decoded request to Telegram's answer: token, fault, method, error, and the record of the call.
import type { Clock } from '../delivery/clock.ts'
import { ApiError } from '../group/errors.ts'
import type { Faults } from './faults.ts'
import type { Upload } from '../group/files.ts'
import type { World } from '../group/state.ts'
import { isExplained, readParams, type Method } from '../methods/call.ts'

export interface ApiRequest {
  readonly token: string
  readonly method: string
  readonly values: Readonly<Record<string, unknown>>
  readonly files: Readonly<Record<string, Upload>>
  readonly signal: AbortSignal
}

export type ApiResponse =
  | { ok: true; result: unknown; description?: string }
  | { ok: false; error_code: number; description: string; parameters?: object }

/** A call of the Bot API as the stand-in saw it. */
export interface ApiCall {
  /** As the client wrote it. */
  readonly method: string
  readonly bot_id: number | undefined
  readonly params: Readonly<Record<string, unknown>>
  /** By form field. */
  readonly files: Readonly<Record<string, Upload>>
  readonly date: Date
  /** undefined when the connection was dropped. */
  readonly response: ApiResponse | undefined
}

export interface ApiDeps {
  readonly world: World
  readonly clock: Clock
  readonly faults: Faults
  readonly methods: ReadonlyMap<string, Method>
  onCall(call: ApiCall): void
}

export interface Api {
  /** Never rejects; resolves to undefined when the connection shall be dropped. */
  call(request: ApiRequest): Promise<ApiResponse | undefined>
}

/** The Bot API without its transport. */
export function createApi({ world, clock, faults, methods, onCall }: ApiDeps): Api {
  async function answer(request: ApiRequest): Promise<ApiResponse | undefined> {
    const { token, method, values, files, signal } = request
    const bot = Object.values(world.state.bots).find((record) => record.token === token)
    if (!bot) throw new ApiError(401, 'Unauthorized')
    const fault = faults.take(method)
    if (fault === 'drop') return undefined
    if (fault) throw fault
    const run = methods.get(method.toLowerCase())
    if (!run) throw new ApiError(404, 'Not Found')
    const result = await run({ world, bot, params: readParams(values), files, signal })
    if (!isExplained(result)) return { ok: true, result }
    return { ok: true, result: result.result, description: result.description }
  }

  return {
    async call(request) {
      const date = clock.now()
      const response = await answer(request).catch(failure)
      const { method, token, values, files } = request
      const bot = Object.values(world.state.bots).find((record) => record.token === token)
      onCall({ method, bot_id: bot?.user_id, params: values, files, date, response })
      return response
    },
  }
}

/** The answer for whatever was thrown; a bug of the stand-in says so. */
export function failure(error: unknown): ApiResponse {
  if (!(error instanceof ApiError)) {
    return { ok: false, error_code: 500, description: `Internal Server Error: ${String(error)}` }
  }
  const { error_code, message: description, parameters } = error
  return { ok: false, error_code, description, ...(parameters && { parameters }) }
}
