import { integer, type Fields } from '../lake/update.ts'
import type { ExportChat } from './chat.ts'
import { ImportError } from './import-error.ts'
import { EndsEarly, NotJson, readJson, type CutValue, type JsonValues } from './json-values.ts'
import { unpackError, type OpenExport } from './open-export.ts'
import { utf8Bytes } from './utf8.ts'

/** Some messages in a row of one chat, as exported. */
export interface ExportBatch {
  readonly chat: ExportChat
  readonly messages: readonly unknown[]
  /** Bytes read so far, of the unpacked file. */
  readonly bytes: number
}

/**
 * The chats of an export and their messages, in the order of the file, in bounded memory. Each chat begins with a batch
 * without messages, and one that is not wanted has only such.
 * @throws ImportError when the file is not JSON, ends in the middle, or has no chat in it. Everything before that
 *   place has been yielded.
 */
export async function* readExport(
  file: string,
  source: OpenExport,
  isWanted: (chat: ExportChat) => boolean = () => true,
): AsyncGenerator<ExportBatch> {
  const stream = await source.read()
  let [bytes, messages, isExport] = [0, 0, false]
  const counted = countBytes(stream, (count) => (bytes += count))
  try {
    for await (const { chat, values } of readRoot(readJson(utf8Bytes(counted)))) {
      isExport = true
      const parsed = parseAll(isWanted(chat) ? values : [])
      messages += values.length
      yield { chat, messages: parsed.messages, bytes }
      if (parsed.failure) throw parsed.failure
    }
  } catch (error) {
    if (error instanceof NotJson) {
      throw new ImportError('import-not-json', { file, position: error.position }, { cause: error })
    }
    if (error instanceof EndsEarly) {
      throw bytes === 0
        ? new ImportError('import-no-export', { file })
        : new ImportError('import-truncated', { file, messages })
    }
    if ((error as NodeJS.ErrnoException).syscall) throw error
    throw unpackError(file, error as Error)
  } finally {
    stream.destroy()
  }
  if (!isExport) throw new ImportError('import-no-export', { file })
}

async function* countBytes(source: AsyncIterable<Uint8Array>, count: (bytes: number) => void) {
  for await (const chunk of source) {
    count(chunk.length)
    yield chunk
  }
}

interface Parsed {
  readonly messages: readonly unknown[]
  /** Of the one after them. */
  readonly failure?: NotJson
}

function parseAll(values: readonly CutValue[]): Parsed {
  const messages: unknown[] = []
  for (const value of values) {
    try {
      messages.push(value.parse())
    } catch (error) {
      return { messages, failure: error as NotJson }
    }
  }
  return { messages }
}

interface Found {
  readonly chat: ExportChat
  readonly values: readonly CutValue[]
}

/** An export of one chat has its messages at the top; one of an account has lists of chats. */
async function* readRoot(json: JsonValues): AsyncGenerator<Found> {
  if ((await json.kind()) === 'object') yield* readChat(json, true)
  else await json.read()
}

async function* readChat(json: JsonValues, isRoot: boolean): AsyncGenerator<Found> {
  const described: Record<string, unknown> = {}
  let chat: ExportChat | undefined
  for await (const key of json.keys()) {
    if (key === 'messages' && (await json.kind()) === 'list') {
      chat ??= chatOf(described, isRoot)
      for await (const values of json.values()) yield { chat, values }
    } else if (isRoot && (key === 'chats' || key === 'left_chats')) yield* readChats(json)
    else if (key === 'type' || key === 'id' || key === 'name') {
      described[key] = await json.read()
      if (chat || !isChat(described)) continue
      chat = chatOf(described, isRoot)
      yield { chat, values: [] }
    } else await json.skip()
  }
}

/** What an account has of chats. */
async function* readChats(json: JsonValues): AsyncGenerator<Found> {
  if ((await json.kind()) !== 'object') return json.skip()
  for await (const key of json.keys()) {
    if (key !== 'list' || (await json.kind()) !== 'list') await json.skip()
    else
      for await (const kind of json.items()) {
        if (kind === 'object') yield* readChat(json, false)
        else await json.skip()
      }
  }
}

/** Telegram Desktop writes the name first, and the id last. */
function isChat({ type, id }: Fields): boolean {
  return typeof type === 'string' && integer(id) !== undefined
}

function chatOf({ type, id, name }: Fields, isAlone: boolean): ExportChat {
  return {
    type: typeof type === 'string' ? type : '',
    id: integer(id) ?? 0,
    name: typeof name === 'string' && name !== '' ? name : null,
    isAlone,
  }
}

/** The chats of an export, each once. Reads the whole file. */
export async function chatsOf(file: string, source: OpenExport): Promise<ExportChat[]> {
  const chats = new Set<ExportChat>()
  for await (const { chat } of readExport(file, source, () => false)) chats.add(chat)
  return [...chats]
}
