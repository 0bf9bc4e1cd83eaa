import pMap, { pMapSkip } from 'p-map'

import { parseUpdate, type Update } from '../../etl/lake/update.ts'
import { archive } from '../archive/archive.ts'
import { createChats } from '../archive/chats.ts'
import { UserError } from '../user-error.ts'
import { openWritableEnvironment } from './environment.ts'
import { inWords } from './explain.ts'
import { clearProgress, showProgress } from './progress.ts'
import { printResult, terminalTexts } from './terminal.ts'
import { readUpdates, type UpdateText } from './update-file.ts'

/** Concurrent writes: each mostly waits for the disk. */
const CONCURRENCY = 32

/**
 * `lake replay`: archives updates from files: those of the chats in `TELEGRAM_CHAT_ID`, or of every chat if it is
 * not set. Updates that are already stored are not written again.
 * @throws UserError at the end, when a file holds no update at all.
 */
export async function replay(
  files: readonly string[],
  { json = false }: { json?: boolean },
): Promise<void> {
  const texts = terminalTexts()
  const { config, stores, log } = await openWritableEnvironment()
  const { raw } = stores
  const chatIds = config.chatIds.length > 0 ? config.chatIds : 'all'
  const deps = { raw, zone: config.zone, chats: createChats({ state: raw, chatIds }), log }
  const summary = { read: 0, stored: 0, present: 0, ignored: 0, unreadable: 0 }
  /** Until an update is found in them. */
  const barren = new Set(files)

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
      log.warn({ event: 'not_an_update', file, line, reason: (error as Error).message })
      return
    }
    barren.delete(file)
    try {
      const archived = await archive(deps, update, text)
      summary[archived ? (archived.stored ? 'stored' : 'present') : 'ignored'] += 1
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
  printResult(json ? JSON.stringify(summary) : texts.text('cli-replay-summary', summary))
  if (barren.size > 0) {
    throw new UserError('cli-replay-nothing', { files: [...barren].join(', ') })
  }
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
