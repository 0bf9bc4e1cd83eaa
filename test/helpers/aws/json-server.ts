import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

import { accessKeyOf } from './access-key.ts'

/** An error response of a service. */
export class ServiceError extends Error {
  readonly code: string
  readonly status: number

  constructor(code: string, message: string, status = 400) {
    super(message)
    this.code = code
    this.status = status
  }
}

/** An error response, a dropped connection, or no response ever. */
export type Failure = ServiceError | 'drop' | 'hang'

export interface RecordedRequest {
  readonly accessKey: string
  readonly operation: string
  readonly input: Readonly<Record<string, unknown>>
}

export interface JsonServer {
  readonly endpoint: string
  /** Every request received, including those that failed. */
  readonly requests: readonly RecordedRequest[]
  inputsOf(operation: string): RecordedRequest['input'][]
  /** Makes the next `times` requests of the operation fail (default: 1). */
  fail(operation: string, failure: Failure, times?: number): void
  /** Answers all but matching requests with AccessDeniedException. */
  allow(which: (request: RecordedRequest) => boolean): void
  close(): Promise<void>
}

type Operation = (input: never) => object | Promise<object>

/**
 * A service over HTTP on this machine in AWS's JSON protocol: the operation is in a header, input and output are
 * JSON. `target` is the service's name in that header.
 */
export async function jsonServer(
  target: string,
  operations: Readonly<Record<string, Operation>>,
): Promise<JsonServer> {
  const requests: RecordedRequest[] = []
  let mayDo = (_request: RecordedRequest): boolean => true
  const failures: { operation: string; failure: Failure; times: number }[] = []

  function nextFailure(operation: string): Failure | undefined {
    const next = failures.find((each) => each.operation === operation && each.times > 0)
    if (next) next.times -= 1
    return next?.failure
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const type = request.headers['content-type'] ?? 'application/x-amz-json-1.1'
    const send = (status: number, body: object) =>
      response
        .writeHead(status, { 'content-type': type, 'x-amzn-requestid': randomUUID() })
        .end(JSON.stringify(body))
    const sendError = ({ code, message, status }: ServiceError) =>
      send(status, { __type: `com.amazonaws#${code}`, message })

    const [service, operation = ''] = String(request.headers['x-amz-target']).split('.')
    const run = service === target ? operations[operation] : undefined
    if (!run) return void sendError(new ServiceError('UnknownOperationException', operation))
    const input = (await json(request)) as RecordedRequest['input']
    const recorded = { accessKey: accessKeyOf(request.headers.authorization), operation, input }
    requests.push(recorded)
    const failure = nextFailure(operation)
    if (failure === 'hang') return
    if (failure === 'drop') return void request.socket.destroy()
    if (failure) return void sendError(failure)
    if (!mayDo(recorded)) {
      return void sendError(new ServiceError('AccessDeniedException', 'not authorized', 400))
    }
    try {
      send(200, await run(input as never))
    } catch (error) {
      sendError(
        error instanceof ServiceError
          ? error
          : new ServiceError('InternalFailure', (error as Error).message, 500),
      )
    }
  }

  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    inputsOf: (operation) =>
      requests.filter((each) => each.operation === operation).map(({ input }) => input),
    fail(operation, failure, times = 1) {
      failures.push({ operation, failure, times })
    },
    allow(which) {
      mayDo = which
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

/** Settings for any SDK client of such a server. The client does not retry, so that a test sees every failure. */
export function clientConfig({ endpoint }: { readonly endpoint: string }) {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'
  return {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  }
}
