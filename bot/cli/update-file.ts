import { createReadStream } from 'node:fs'
import { pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

export interface UpdateText {
  readonly file: string
  /** From 1; in a document with many updates, the position among them. */
  readonly line: number
  readonly text: string
}

/**
 * The updates of a file, as JSON texts: one per line, or in a `.json` file one document (an update, a list of
 * them, or a getUpdates response). `.gz` files are unpacked; `-` is standard input.
 * @throws Error that names the file when it cannot be read.
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
    throw new Error(`replay: could not read ${file}: ${(error as Error).message}`, { cause: error })
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
  source.setEncoding('utf8')
  let rest = ''
  for await (const chunk of source as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}

async function* readDocument(source: Readable): AsyncGenerator<string> {
  const lines: string[] = []
  for await (const line of readLines(source)) lines.push(line)
  const text = lines.join('\n')
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    // Not one document but lines in a file named .json: each is checked on its own.
    yield* lines
    return
  }
  const result = (document as { result?: unknown } | null)?.result
  const list = Array.isArray(document) ? document : Array.isArray(result) ? result : undefined
  if (list) yield* list.map((each) => JSON.stringify(each))
  else yield text
}
