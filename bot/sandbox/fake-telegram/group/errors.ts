import type { ResponseParameters } from 'grammy/types'

/** What the Bot API answers instead of a result; `description` is Telegram's own wording. */
export class ApiError extends Error {
  readonly error_code: number
  readonly parameters: ResponseParameters | undefined

  constructor(error_code: number, description: string, parameters?: ResponseParameters) {
    super(description)
    this.error_code = error_code
    this.parameters = parameters
  }
}

/** 400, with Telegram's prefix. */
export function badRequest(reason: string, parameters?: ResponseParameters): ApiError {
  return new ApiError(400, `Bad Request: ${reason}`, parameters)
}

/** 403: the bot may not do that here. */
export function forbidden(reason: string): ApiError {
  return new ApiError(403, `Forbidden: ${reason}`)
}

/** 409: getUpdates and webhooks exclude one another. */
export function conflict(reason: string): ApiError {
  return new ApiError(409, `Conflict: ${reason}`)
}

/** 429, with the seconds to wait. */
export function tooManyRequests(retry_after: number): ApiError {
  return new ApiError(429, `Too Many Requests: retry after ${retry_after}`, { retry_after })
}
