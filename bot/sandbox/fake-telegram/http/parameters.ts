import type { IncomingMessage } from 'node:http'
import { Busboy } from '@fastify/busboy'
import { ApiError, badRequest } from '../group/errors.ts'
import type { Upload } from '../group/files.ts'

/** Telegram takes 50 MB of file; the rest is room for the fields. */
const MAX_BODY = 51 * 1024 * 1024

export interface Parameters {
  values: Record<string, unknown>
  files: Record<string, Upload>
}

/** Parameters of a request wherever they are: query string, urlencoded, JSON or multipart body. */
export async function readParameters(
  request: IncomingMessage,
  query: URLSearchParams,
): Promise<Parameters> {
  const parameters: Parameters = { values: named(query), files: named([]) }
  const body = await readBody(request)
  const type = request.headers['content-type'] ?? ''
  if (body.length === 0) return parameters
  if (/^multipart\/form-data/i.test(type)) await readMultipart(type, body, parameters)
  else if (/^application\/json/i.test(type)) Object.assign(parameters.values, readJson(body))
  else if (/^application\/x-www-form-urlencoded/i.test(type)) {
    Object.assign(parameters.values, named(new URLSearchParams(body.toString())))
  }
  return parameters
}

/** Whoever asks gives the names: `__proto__` is one like others. */
function named<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  return Object.assign(Object.create(null) as Record<string, T>, Object.fromEntries(entries))
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= MAX_BODY) chunks.push(chunk)
  }
  if (size > MAX_BODY) throw new ApiError(413, 'Request Entity Too Large')
  return Buffer.concat(chunks)
}

function readJson(body: Buffer): object {
  try {
    const value: unknown = JSON.parse(body.toString())
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // Telegram gives the same error for broken JSON and for JSON that is not an object.
  }
  throw badRequest("can't parse request body as JSON object")
}

function readMultipart(type: string, body: Buffer, { values, files }: Parameters): Promise<void> {
  return new Promise((resolve, reject) => {
    const busboy = Busboy({ headers: { 'content-type': type } })
    busboy.on('field', (name, value) => {
      values[name] = value
    })
    busboy.on('file', (name, stream, filename, _encoding, mime_type) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        files[name] = { bytes: new Uint8Array(Buffer.concat(chunks)), filename, mime_type }
      })
    })
    busboy.on('finish', resolve)
    busboy.on('error', () => reject(badRequest("can't parse multipart/form-data")))
    busboy.end(body)
  })
}
