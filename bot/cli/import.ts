import { timeZone } from '../../etl/lake/time-zone.ts'
import { quiet } from '../../etl/log.ts'
import { chooseChat } from '../../etl/import/choose-chat.ts'
import {
  ImportBrokenOff,
  importExport,
  type ImportSummary,
} from '../../etl/import/import-export.ts'
import { openExport } from '../../etl/import/open-export.ts'
import { firstKeptDay } from '../../etl/retention.ts'
import { importLines } from '../answers/import-text.ts'
import { createChats } from '../archive/chats.ts'
import { unixNow } from '../clock.ts'
import { compactDays, daysToCompact, describeDays } from './compact-days.ts'
import { retentionOf } from './choose-sample.ts'
import { openWritableEnvironment } from './environment.ts'
import { clearProgress, showProgress } from './progress.ts'
import { printResult, terminalTexts } from './terminal.ts'
import { parseArgument } from './usage.ts'

export interface ImportCommandOptions {
  readonly chat?: string
  readonly zone?: string
  readonly dryRun?: boolean
  readonly etl?: boolean
  readonly json?: boolean
}

/**
 * `lake import`: stores the history in a Telegram Desktop export (`result.json`, a zip or the folder with it) as raw
 * objects, and compacts the days that it touched, unless `etl` is false. Run again after an interruption, it goes on.
 * @throws UserError, ImportError with what to tick or to choose.
 */
export async function importHistory(file: string, options: ImportCommandOptions): Promise<void> {
  const { chat: wanted, dryRun = false, etl = true, json = false } = options
  const zoneName = options.zone
  const zone =
    zoneName === undefined ? undefined : parseArgument('--zone', () => timeZone(zoneName))
  const texts = terminalTexts()
  const { config, stores, log } = await openWritableEnvironment()
  const chatIds = config.chatIds.length > 0 ? config.chatIds : 'all'
  const chats = createChats({ state: stores.raw, chatIds })
  const lake = { ...stores, zone: config.zone, log: quiet(log) }
  const source = await openExport(file, { chat: wanted })
  let summary: ImportSummary
  let failure: ImportBrokenOff | undefined
  try {
    const chat = await chooseChat(file, source, { wanted, isArchived: (id) => chats.has(id) })
    const retentionDays = await retentionOf(config, stores.raw)
    summary = await importExport(lake, file, source, {
      chat,
      zone,
      firstDay: firstKeptDay(config.zone, unixNow(), retentionDays),
      oldChatIdOf: async (chatId) => (await chats.idsOf(chatId))[1],
      isDryRun: dryRun,
      onProgress: ({ messages, share }) => {
        const percent = Math.floor(share * 100)
        showProgress(texts.text('cli-import-progress', { file, percent, messages }))
      },
    })
  } catch (error) {
    clearProgress()
    if (!(error instanceof ImportBrokenOff)) throw error
    failure = error
    summary = error.summary
  } finally {
    source.close()
  }
  clearProgress()
  if (!json) printResult(importLines(texts, summary, (day) => day).join('\n'))
  const days = dryRun ? [] : await daysToCompact(lake, summary.days)
  if (etl) await compactDays(lake, days)
  if (json) printResult(JSON.stringify(forMachines(summary, { dryRun, compacted: etl && !dryRun })))
  else if (dryRun) printResult(texts.text('cli-import-dry-run'))
  else if (days.length > 0) {
    const key = etl ? 'cli-replay-compacted' : 'cli-replay-left'
    printResult(texts.text(key, { count: days.length, days: describeDays(days) }))
  }
  if (failure) throw failure
}

function forMachines(
  { chatId, messages, present, withheld, tooOld, people, days, newObjects, skipped }: ImportSummary,
  { dryRun, compacted }: { dryRun: boolean; compacted: boolean },
): object {
  return {
    chat_id: chatId,
    messages,
    present,
    withheld,
    too_old: tooOld,
    people,
    skipped: Object.fromEntries(skipped),
    days,
    new_objects: dryRun ? 0 : newObjects,
    dry_run: dryRun,
    compacted,
  }
}
