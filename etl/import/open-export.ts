// Finds the JSON of an export: in a file, in a zip, in the folder that Telegram Desktop wrote.
import { createReadStream } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Readable } from 'node:stream'

import yauzl, { type Entry, type ZipFile } from 'yauzl'

import { ImportError } from './import-error.ts'
import { isLines, readLines } from './json-lines.ts'

export interface OpenExport {
  /** In bytes, unpacked. */
  readonly size: number
  /** From the beginning; may be called again. */
  read(): Promise<Readable>
  close(): void
}

export interface OpenOptions {
  /** Refuses a zip whose JSON unpacks to more bytes (default: no limit). */
  readonly maxBytes?: number
  /** The chat that the person named, for a dump that does not say it. */
  readonly chat?: string | undefined
}

/**
 * Opens the JSON of an export: `result.json` itself, a zip with it inside, or the folder that has it. Or the lines of
 * another program.
 * @throws ImportError that says what to tick for an HTML export, a folder or zip without JSON; the system's own error
 *   when the path cannot be read.
 */
export async function openExport(path: string, options: OpenOptions = {}): Promise<OpenExport> {
  const stats = await stat(path)
  if (stats.isDirectory()) {
    const names = await readdir(path)
    return openExport(join(path, jsonOf(path, names)), options)
  }
  const start = await firstBytes(path)
  if (start.subarray(0, 2).toString() === 'PK') return openZip(path, options)
  if (isHtml(start)) throw new ImportError('import-html', { file: path })
  if (isLines(start.toString())) {
    const chatId = Number(options.chat)
    if (!Number.isSafeInteger(chatId) || chatId === 0) {
      throw new ImportError('import-lines-chat', { file: path })
    }
    return { size: stats.size, read: async () => readLines(path, chatId), close() {} }
  }
  return { size: stats.size, read: async () => createReadStream(path), close() {} }
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

function isHtml(start: Buffer): boolean {
  return /^\s*</.test(start.toString().replace(/^\ufeff/, ''))
}

/** Which of the files has the JSON: `result.json`, or else the only `.json` there is. */
function jsonOf(file: string, names: readonly string[]): string {
  const jsons = names
    .filter((name) => name.toLowerCase().endsWith('.json') && !name.includes('__MACOSX'))
    .sort((a, b) => depth(a) - depth(b))
  const result = jsons.find((name) => basename(name) === 'result.json')
  const [only, ...more] = result === undefined ? jsons : [result]
  if (only !== undefined && more.length === 0) return only
  if (only !== undefined) {
    throw new ImportError('import-many-json', { file, names: jsons.slice(0, 5).join(', ') })
  }
  const isHtmlExport = names.some((name) => /^messages\d*\.html$/.test(basename(name)))
  throw new ImportError(isHtmlExport ? 'import-html' : 'import-no-result', { file })
}

function depth(name: string): number {
  return name.split('/').length
}

async function openZip(path: string, { maxBytes = Infinity }: OpenOptions): Promise<OpenExport> {
  try {
    const zip = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false })
    try {
      const entries = await entriesOf(zip)
      const name = jsonOf(path, [...entries.keys()])
      const entry = entries.get(name) as Entry
      if (entry.uncompressedSize > maxBytes) {
        const megabytes = Math.floor(maxBytes / 1e6)
        throw new ImportError('import-too-large', { file: path, megabytes })
      }
      return {
        size: entry.uncompressedSize,
        read: () => zip.openReadStreamPromise(entry),
        close: () => zip.close(),
      }
    } catch (error) {
      zip.close()
      throw error
    }
  } catch (error) {
    if (error instanceof ImportError || (error as NodeJS.ErrnoException).code) throw error
    throw unpackError(path, error as Error)
  }
}

/** What is wrong with a zip, told when it is opened or while it is read. */
export function unpackError(file: string, error: Error): ImportError {
  return new ImportError('import-zip', { file, reason: error.message }, { cause: error })
}

/** By name. A zip of an export has a file for each picture, so only what may be the JSON is kept. */
async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) {
    if (/\.(json|html)$/i.test(entry.fileName)) entries.set(entry.fileName, entry)
  }
  return entries
}
