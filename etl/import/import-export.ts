import type { EtlDeps } from '../run.ts'
import type { TimeZone } from '../lake/time-zone.ts'
import { fields, type Update } from '../lake/update.ts'
import { currentRegistry } from '../privacy/privacy.ts'
import { redact } from '../privacy/redact.ts'
import type { Registry } from '../privacy/registry.ts'
import { chatOfExport, type ExportChat } from './chat.ts'
import { createConverter } from './convert.ts'
import { ImportError } from './import-error.ts'
import type { OpenExport } from './open-export.ts'
import { createPack } from './pack.ts'
import { createPresent } from './present.ts'
import { readExport } from './read-export.ts'

export interface ImportOptions {
  /** As `chooseChat` found it. */
  readonly chat: ExportChat
  /** The zone of times without one (default: the lake's). */
  readonly zone?: TimeZone
  /** The id that a group had before it became this supergroup, if known (default: it is not). */
  oldChatIdOf?(chatId: number): Promise<number | undefined>
  /** What is of earlier days is left out, since it is not kept (default: none is). */
  readonly firstDay?: string | undefined
  /** Writes nothing (default: false). */
  readonly isDryRun?: boolean
  onProgress?(progress: ImportProgress): void
}

export interface ImportProgress {
  readonly messages: number
  /** Of the unpacked file, from 0 to 1. */
  readonly share: number
}

export interface ImportSummary {
  /** As in the Bot API. */
  readonly chatId: number
  readonly chatName: string | null
  /** What was understood, service messages too. */
  messages: number
  /** Of those, how many the lake had before, imported or as the bot saw them. */
  present: number
  /** Of those, how many are not stored because their authors had them erased. */
  withheld: number
  /** Of those, how many are of days that are not kept any more. */
  tooOld: number
  readonly people: number
  /** The days of the messages, in order. */
  readonly days: readonly string[]
  /** Objects written, and those that were there already. */
  newObjects: number
  knownObjects: number
  /** What has no counterpart or no date, by Telegram Desktop's word for its kind. */
  readonly skipped: ReadonlyMap<string, number>
}

/**
 * Stores the messages of one chat of a Telegram Desktop export as raw objects, packed by day. A second run with the same
 * file stores nothing; one after an interruption stores the rest. The days are not compacted.
 * @throws ImportError when the file breaks off or is not JSON: what was before that place is stored, and `summary` says
 *   how much.
 */
export async function importExport(
  deps: EtlDeps,
  file: string,
  source: OpenExport,
  options: ImportOptions,
): Promise<ImportSummary> {
  const { chat, zone = deps.zone, firstDay = '', isDryRun = false, onProgress } = options
  const chatId = chatOfExport(chat).id
  const people = new Set<number>()
  const days = new Set<string>()
  const skipped = new Map<string, number>()
  const ours = new Set<string>()
  const counts = { messages: 0, present: 0, withheld: 0, tooOld: 0, newObjects: 0, knownObjects: 0 }
  const oldChatId = await options.oldChatIdOf?.(chatId)
  const convert = createConverter(chat, { zone, oldChatId })
  const dayOf = rememberedDays(deps.zone)
  const present = await createPresent(deps, (key) => ours.has(key))
  const pack = createPack(isDryRun ? undefined : deps.raw, chatId, ({ key, isNew }) => {
    if (isNew) ours.add(key)
    counts[isNew ? 'newObjects' : 'knownObjects'] += 1
  })

  async function one(message: unknown, registry: Registry): Promise<void> {
    const converted = convert(message)
    if (!converted) {
      const kind = kindOf(message)
      skipped.set(kind, (skipped.get(kind) ?? 0) + 1)
      return
    }
    const date = dayOf(converted.date)
    counts.messages += 1
    if (date < firstDay) {
      counts.tooOld += 1
      return
    }
    const messages = present.on(date)
    const known = messages && (await messages)
    if (known?.get(converted.chatId)?.has(converted.messageId)) counts.present += 1
    const stored = storable(converted.updates, registry)
    if (stored.length === 0) {
      counts.withheld += 1
      return
    }
    if (converted.senderId !== undefined) people.add(converted.senderId)
    days.add(date)
    for (const update of stored) {
      // Without a needless turn of the event loop for each message.
      const room = pack.add(date, JSON.stringify(update))
      if (room) await room
    }
  }

  let failure: ImportError | undefined
  try {
    const isWanted = ({ id, type }: ExportChat) => id === chat.id && type === chat.type
    for await (const batch of readExport(file, source, isWanted)) {
      const registry = await currentRegistry(deps.raw)
      for (const message of batch.messages) await one(message, registry)
      onProgress?.({ messages: counts.messages, share: batch.bytes / Math.max(1, source.size) })
    }
  } catch (error) {
    if (!(error instanceof ImportError)) throw error
    failure = error
  }
  await pack.finish()
  const summary: ImportSummary = {
    chatId,
    chatName: chat.name,
    ...counts,
    people: people.size,
    days: [...days].sort(),
    skipped,
  }
  if (failure) throw new ImportBrokenOff(failure, summary)
  return summary
}

/** The file could be read up to some place only; what was before it is stored. */
export class ImportBrokenOff extends ImportError {
  override name = 'ImportBrokenOff'
  readonly summary: ImportSummary
  constructor(error: ImportError, summary: ImportSummary) {
    super(error.importKey, error.values, { cause: error })
    this.summary = summary
  }
}

/** As `zone.date`, for many moments that follow each other. Zones change their offset on quarter hours. */
function rememberedDays(zone: TimeZone): (unix: number) => string {
  let [quarter, day] = [NaN, '']
  return (unix) => {
    const current = Math.floor(unix / 900)
    if (current !== quarter) [quarter, day] = [current, zone.date(unix)]
    return day
  }
}

/** What people's choices allow; nothing when the message itself, the first one, is not to be stored. */
function storable([message, ...more]: readonly Update[], registry: Registry): Update[] {
  const kept = message && redact(message, registry)
  if (!kept) return []
  return [kept, ...more.flatMap((update) => redact(update, registry) ?? [])]
}

function kindOf(message: unknown): string {
  const type = fields(message)?.type
  if (type === 'message' || type === 'service') return 'undated'
  return typeof type === 'string' ? type.slice(0, 40) : 'unknown'
}
