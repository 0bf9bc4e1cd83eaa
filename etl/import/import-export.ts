import type { EtlDeps } from '../run.ts'
import type { TimeZone } from '../lake/time-zone.ts'
import { fields, type Update } from '../lake/update.ts'
import { chatOfExport } from './chat.ts'
import { createConverter } from './convert.ts'
import { ImportError } from './import-error.ts'
import type { OpenExport } from './open-export.ts'
import { createPack } from './pack.ts'
import { createPresent } from './present.ts'
import { readExport, type ExportChat } from './read-export.ts'

export interface ImportOptions {
  /** As `chooseChat` found it. */
  readonly chat: ExportChat
  /** The zone of times without one (default: the lake's). */
  readonly zone?: TimeZone
  /** The id that a group had before it became this supergroup, if known (default: it is not). */
  oldChatIdOf?(chatId: number): Promise<number | undefined>
  /** Writes nothing (default: false). */
  readonly isDryRun?: boolean
  /** What may be stored of an update; undefined: nothing (default: all of it). */
  redact?(update: Update): Promise<Update | undefined>
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
  /** Of those, how many are not stored because a person in them wants it so. */
  withheld: number
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
  const { chat, zone = deps.zone, isDryRun = false, redact, onProgress } = options
  const chatId = chatOfExport(chat).id
  const people = new Set<number>()
  const days = new Set<string>()
  const skipped = new Map<string, number>()
  const ours = new Set<string>()
  const counts = { messages: 0, present: 0, withheld: 0, newObjects: 0, knownObjects: 0 }
  const oldChatId = await options.oldChatIdOf?.(chatId)
  const convert = createConverter(chat, { zone, oldChatId })
  const present = await createPresent(deps, (key) => ours.has(key))
  const pack = createPack(isDryRun ? undefined : deps.raw, chatId, ({ key, isNew }) => {
    if (isNew) ours.add(key)
    counts[isNew ? 'newObjects' : 'knownObjects'] += 1
  })

  async function one(message: unknown): Promise<void> {
    const converted = convert(message)
    if (!converted) {
      const kind = kindOf(message)
      skipped.set(kind, (skipped.get(kind) ?? 0) + 1)
      return
    }
    const date = deps.zone.date(converted.date)
    counts.messages += 1
    if (await present.has(date, converted.chatId, converted.messageId)) counts.present += 1
    const stored: string[] = []
    for (const update of converted.updates) {
      const allowed = redact ? await redact(update) : update
      if (allowed) stored.push(JSON.stringify(allowed))
    }
    if (stored.length === 0) counts.withheld += 1
    else if (converted.senderId !== undefined) people.add(converted.senderId)
    if (stored.length > 0) days.add(date)
    for (const line of stored) await pack.add(date, line)
  }

  let failure: ImportError | undefined
  try {
    for await (const batch of readExport(file, source)) {
      if (batch.chat.id !== chat.id || batch.chat.type !== chat.type) continue
      for (const message of batch.messages) await one(message)
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

function kindOf(message: unknown): string {
  const type = fields(message)?.type
  if (type === 'message' || type === 'service') return 'undated'
  return typeof type === 'string' ? type.slice(0, 40) : 'unknown'
}
