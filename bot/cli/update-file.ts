import { createReadStream } from 'node:fs'
import { pipeline, type Readable } from 'node:stream'
import { TextDecoder } from 'node:util'
import { createGunzip } from 'node:zlib'

import { elementsOf, fieldOf } from '../../etl/lake/json.ts'
import { encodingOf } from '../../etl/lake/encoding.ts'
import { UserError } from '../user-error.ts'
import { inWords, refusalKey } from './explain.ts'
import { terminalTexts } from './terminal.ts'

export interface UpdateText {
  readonly file: string
  /** From 1; in a document with many updates, the position among them. */
  readonly line: number
  readonly text: string
}

/**
 * The updates of a file, as JSON texts: one per line, or in a `.json` file one document (an update, a list of
 * them, or a getUpdates response), in UTF-8 or UTF-16. `.gz` files are unpacked; `-` is standard input.
 * @throws UserError that names the file when it cannot be read.
 */
export async function* readUpdates(file: string): AsyncGenerator<UpdateText> {
  try {
    const texts = /\.json(\.gz)?$/.test(file) ? readDocument(open(file)) : readLines(open(file))
    let line = 0
    for await (const text of texts) {
      line += 1
      if (text.trim() !== '') yield { file, line, text }
    }
  } catch (error) {
    const refusal = refusalKey(error as NodeJS.ErrnoException)
    if (refusal) throw new UserError(refusal, { path: file })
    throw new UserError('cli-replay-not-read', { file, reason: inWords(error, terminalTexts()) })
  }
}

function open(file: string): Readable {
  if (file === '-') return process.stdin
  const source = createReadStream(file)
  if (!file.endsWith('.gz')) return source
  // An error at either end reaches the reader, because pipeline destroys the stream with it.
  return pipeline(source, createGunzip(), () => {})
}

/** Splits at line feeds only: JSON may contain the other Unicode line separators. */
async function* readLines(source: Readable): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of decode(source as AsyncIterable<Uint8Array>)) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}

/** The encoding is told by the first two bytes, which may arrive one by one. */
async function* decode(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  let start = Buffer.alloc(0)
  for await (const chunk of source) {
    if (!decoder) {
      start = Buffer.concat([start, chunk])
      if (start.length < 2) continue
      decoder = new TextDecoder(encodingOf(start))
      yield decoder.decode(start, { stream: true })
    } else yield decoder.decode(chunk, { stream: true })
  }
  yield decoder ? decoder.decode() : start.toString()
}

async function* readDocument(source: Readable): AsyncGenerator<string> {
  const lines: string[] = []
  for await (const line of readLines(source)) lines.push(line)
  const text = lines.join('\n')
  try {
    JSON.parse(text)
  } catch {
    // Not one document but lines in a file named .json: each is checked on its own.
    yield* lines
    return
  }
  const list = elementsOf(text) ?? elementsOf(fieldOf(text, 'result') ?? '')
  if (list) yield* list
  else yield text
}
