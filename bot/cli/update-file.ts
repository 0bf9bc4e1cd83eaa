import { createReadStream } from 'node:fs'
import { pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

export interface UpdateText {
  readonly file: string
  /** Counted from 1; of a document that holds many updates, which of them. */
  readonly line: number
  readonly text: string
}

/**
 * The updates of a file, as JSON texts: a line each, or in a `.json` file one document (an update, a list of
 * them, or an answer to getUpdates). A name ending in `.gz` is unpacked, `-` is standard input.
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
  // The error of either end reaches the reader through the stream that pipeline destroys.
  return pipeline(source, createGunzip(), () => {})
}

/** Only line feeds end a line: JSON may hold every other character that ends lines elsewhere. */
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
    // Not one document: many lines that happen to be named .json, each judged by itself.
    yield* lines
    return
  }
  const result = (document as { result?: unknown } | null)?.result
  const list = Array.isArray(document) ? document : Array.isArray(result) ? result : undefined
  if (list) yield* list.map((each) => JSON.stringify(each))
  else yield text
}
