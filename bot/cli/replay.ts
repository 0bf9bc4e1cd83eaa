import pMap, { pMapSkip } from 'p-map'

import { dateOfKey } from '../../etl/lake/keys.ts'
import { fields, occasionOf, parseUpdate, type Update } from '../../etl/lake/update.ts'
import { quiet } from '../../etl/log.ts'
import { archive, type Archived } from '../archive/archive.ts'
import { createChats } from '../archive/chats.ts'
import { UserError } from '../user-error.ts'
import { compactDays, daysToCompact, describeDays } from './compact-days.ts'
import { openWritableEnvironment } from './environment.ts'
import { inWords } from './explain.ts'
import { clearProgress, showProgress } from './progress.ts'
import { printResult, terminalTexts } from './terminal.ts'
import { readUpdates, type UpdateText } from './update-file.ts'

/** Lines that are no update are counted; so many are named. */
const MOST_WARNINGS = 10

/** Concurrent writes: each mostly waits for the disk. */
const CONCURRENCY = 32

/**
 * `lake replay`: archives updates from files: those of the chats in `TELEGRAM_CHAT_ID`, or of every chat if it is
 * not set. Updates that are already stored are not written again. What follows a migration is stored once both sides
 * have announced it. Then compacts the days of these updates, unless `etl` is
 * false.
 * @throws UserError at the end, when a file holds no update at all.
 */
export async function replay(
  files: readonly string[],
  { json = false, etl = true }: { json?: boolean; etl?: boolean },
): Promise<void> {
  const texts = terminalTexts()
  const { config, stores, log } = await openWritableEnvironment()
  const { raw } = stores
  const chatIds = config.chatIds.length > 0 ? config.chatIds : 'all'
  const deps = { raw, zone: config.zone, chats: createChats({ state: raw, chatIds }), log }
  const summary = { read: 0, stored: 0, present: 0, ignored: 0, withheld: 0, unreadable: 0 }
  const touched = new Set<string>()
  /** Until it is known whether their chats are archived. */
  const held: { readonly chatId: number; readonly key: string }[] = []
  let migrated: Promise<unknown> = Promise.resolve()
  /** Until an update is found in them. */
  const barren = new Set(files)

  function count(archived: Archived, isWithheld = false): void {
    const day = archived && dateOfKey(archived.key)
    if (day !== undefined) touched.add(day)
    const missing = isWithheld ? 'withheld' : 'ignored'
    summary[archived ? (archived.stored ? 'stored' : 'present') : missing] += 1
  }

  async function one({ file, line, text }: UpdateText): Promise<void> {
    summary.read += 1
    if (summary.read % 100 === 0) {
      const { read, stored } = summary
      showProgress(texts.text('cli-replay-progress', { file, read, stored }))
    }
    let update: Update
    try {
      update = parseUpdate(text)
    } catch (error) {
      summary.unreadable += 1
      // A file of something else has nothing but such lines.
      if (summary.unreadable <= MOST_WARNINGS) {
        log.warn({ event: 'not_an_update', file, line, reason: (error as Error).message })
      }
      return
    }
    barren.delete(file)
    try {
      // What follows a migration belongs to the group by its new id.
      await migrated
      let isWithheld = false
      const onWithheld = () => void (isWithheld = true)
      const archiving = archive({ ...deps, onWithheld }, update, text)
      if (isMigration(update)) migrated = archiving.catch(() => {})
      const archived = await archiving
      if (archived?.isHeld) held.push({ chatId: occasionOf(update).chatId ?? 0, key: archived.key })
      else count(archived, isWithheld)
    } catch (error) {
      const reason = inWords(error, texts)
      throw new UserError('cli-replay-not-stored', {
        update: String(update.update_id),
        file,
        line,
        reason,
        stored: summary.stored,
      })
    }
  }

  for (const file of files) await forEachConcurrently(readUpdates(file), one)
  clearProgress()
  for (const { chatId, key } of held) {
    count((await deps.chats.has(chatId)) ? { key, stored: true } : undefined)
  }
  const lake = { ...stores, zone: config.zone, log: quiet(log) }
  const days = await daysToCompact(lake, touched)
  if (!json) {
    printResult(texts.text('cli-replay-summary', summary))
    const { withheld } = summary
    if (withheld > 0) printResult(texts.text('cli-replay-withheld', { updates: withheld }))
  }
  if (etl) await compactDays(lake, days)
  if (json) printResult(JSON.stringify({ ...summary, days, compacted: etl }))
  else if (days.length > 0) {
    const key = etl ? 'cli-replay-compacted' : 'cli-replay-left'
    printResult(texts.text(key, { count: days.length, days: describeDays(days) }))
  }
  if (barren.size > 0) {
    throw new UserError('cli-replay-nothing', { files: [...barren].join(', ') })
  }
}

function isMigration({ message }: Update): boolean {
  const { migrate_to_chat_id: to, migrate_from_chat_id: from } = fields(message) ?? {}
  return to !== undefined || from !== undefined
}

/** Works on a bounded number concurrently. An error of the source is thrown once the work under way is done. */
async function forEachConcurrently<T>(source: AsyncIterable<T>, work: (each: T) => Promise<void>) {
  let failure: unknown
  // p-map requests several values at a time, and may mistake a source that throws for one that ended.
  async function* readable() {
    try {
      yield* source
    } catch (error) {
      failure = error
    }
  }
  await pMap(
    readable(),
    async (each) => {
      await work(each)
      return pMapSkip
    },
    { concurrency: CONCURRENCY },
  )
  if (failure !== undefined) throw failure
}
