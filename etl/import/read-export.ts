import { JSONParser } from '@streamparser/json'

import { integer, type Fields } from '../lake/update.ts'
import { ImportError } from './import-error.ts'
import { jsonBytes } from './json-bytes.ts'
import { unpackError, type OpenExport } from './open-export.ts'

/** A chat of an export, as its file describes it. */
export interface ExportChat {
  /** Telegram Desktop's word for the kind: `private_supergroup`, `personal_chat` … */
  readonly type: string
  /** Without the prefix that the Bot API gives it. */
  readonly id: number
  /** Null for saved messages and deleted accounts. */
  readonly name: string | null
  /** Whether the file is of this chat alone, and not of an account. */
  readonly isAlone: boolean
}

/** Some messages in a row of one chat, as exported. */
export interface ExportBatch {
  readonly chat: ExportChat
  readonly messages: readonly unknown[]
  /** Bytes read so far, of the unpacked file. */
  readonly bytes: number
}

/** An export of one chat has its messages at the top; one of an account has a list of chats. */
const PATHS = [
  ...['type', 'id', 'name', 'messages.*'].flatMap((path) =>
    ['$', '$.chats.list.*', '$.left_chats.list.*'].map((place) => `${place}.${path}`),
  ),
]

/** Longer texts are put together from several buffers. */
const STRING_BYTES = 64 * 1024

/**
 * The chats of an export and their messages, in the order of the file, in bounded memory. A chat without messages comes
 * as one empty batch.
 * @throws ImportError when the file is not JSON, ends in the middle, or has no chat in it. Everything before that
 *   place has been yielded.
 */
export async function* readExport(file: string, source: OpenExport): AsyncGenerator<ExportBatch> {
  const parser = new JSONParser({ paths: PATHS, keepStack: false, stringBufferSize: STRING_BYTES })
  let batches: { chat: ExportChat; messages: unknown[] }[] = []
  let place: object | undefined
  let described: Record<string, unknown> = {}
  /** How many objects and lists it is in. */
  let depth = 0
  let current: ExportChat | undefined
  let messages = 0
  let bytes = 0
  let failure: Error | undefined

  function begin(): ExportChat {
    current = chatOf(described, depth)
    batches.push({ chat: current, messages: [] })
    return current
  }

  parser.onValue = ({ value, key, parent, stack }) => {
    if (typeof key === 'number') {
      const chat = current ?? begin()
      const last = batches.at(-1)
      if (last?.chat === chat) last.messages.push(value)
      else batches.push({ chat, messages: [value] })
      messages += 1
      return
    }
    if (parent !== place) {
      place = parent as object
      depth = stack.length
      described = {}
      current = undefined
    }
    described[String(key)] = value
    if (current === undefined && isChat(described)) begin()
  }
  parser.onError = (error) => {
    failure ??= error
  }

  let position = 0
  try {
    for await (const chunk of jsonBytes(
      counted(await source.read(), (count) => (bytes += count)),
    )) {
      if (parser.isEnded) break
      parser.write(chunk)
      yield* batches.map((batch) => ({ ...batch, bytes }))
      batches = []
      if (failure) break
      position += chunk.length
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall) throw error
    throw unpackError(file, error as Error)
  }
  if (failure) throw new ImportError('import-not-json', { file, position }, { cause: failure })
  if (!parser.isEnded && bytes > 0) throw new ImportError('import-truncated', { file, messages })
  if (current === undefined && messages === 0) throw new ImportError('import-no-export', { file })
}

async function* counted(source: AsyncIterable<Uint8Array>, count: (bytes: number) => void) {
  for await (const chunk of source) {
    count(chunk.length)
    yield chunk
  }
}

/** Telegram Desktop writes the name first, and the id last. */
function isChat({ type, id }: Fields): boolean {
  return typeof type === 'string' && integer(id) !== undefined
}

function chatOf({ type, id, name }: Fields, depth: number): ExportChat {
  return {
    type: typeof type === 'string' ? type : '',
    id: integer(id) ?? 0,
    name: typeof name === 'string' && name !== '' ? name : null,
    isAlone: depth <= 1,
  }
}

/** The chats of an export, each once. Reads the whole file. */
export async function chatsOf(file: string, source: OpenExport): Promise<ExportChat[]> {
  const chats: ExportChat[] = []
  for await (const { chat } of readExport(file, source)) {
    if (!chats.includes(chat)) chats.push(chat)
  }
  return chats
}
