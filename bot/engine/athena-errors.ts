import { AthenaServiceException, type QueryExecution } from '@aws-sdk/client-athena'

import { QueryError } from './engine.ts'

const THROTTLED = ['TooManyRequestsException', 'ThrottlingException']

/** A request to Athena that failed, in one sentence. */
export function queryErrorOf(error: unknown): QueryError {
  if (error instanceof QueryError) return error
  return new QueryError(sentence(error), { cause: error })
}

/** A query that ended without a result, in one sentence with Athena's reason. */
export function unfinishedError({ QueryExecutionId, Status = {} }: QueryExecution): QueryError {
  const { State, StateChangeReason, AthenaError } = Status
  const what =
    State === 'CANCELLED' ? 'Athena cancelled the query' : 'Athena could not run the query'
  const reason = StateChangeReason ?? AthenaError?.ErrorMessage
  return new QueryError(reason === undefined ? what : `${what}: ${onOneLine(reason)}`, {
    cause: { QueryExecutionId, Status },
  })
}

function sentence(error: unknown): string {
  const { name, message, code } = error as NodeJS.ErrnoException
  if (error instanceof AthenaServiceException) {
    if (THROTTLED.includes(name)) {
      return 'Athena is running too many queries: try again in a minute'
    }
    const what = name === 'InvalidRequestException' ? 'refused the query' : `returned ${name}`
    return message ? `Athena ${what}: ${onOneLine(message)}` : `Athena ${what}`
  }
  // ECONNRESET, ECONNREFUSED, ENOTFOUND, ETIMEDOUT, EPIPE, …
  if (code?.startsWith('E') || name === 'TimeoutError') {
    return `the connection to Athena was lost (${code ?? name}): try again`
  }
  return `the request to Athena failed: ${onOneLine(message)}`
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
