import { writeFile } from 'node:fs/promises'

import { createChats } from '../chats.ts'
import { renderChart } from '../charts/render-chart.ts'
import type { Config } from '../config.ts'
import { openEngine } from '../engine/open.ts'
import { UserError } from '../errors.ts'
import { createFreshness } from '../freshness.ts'
import { textsOf } from '../i18n.ts'
import { defaultPeriod } from '../reports/period.ts'
import { reports } from '../reports/registry.ts'
import { runReport, type ReportRun } from '../reports/run.ts'
import { formatTextTable } from '../reports/table.ts'
import { SAMPLE_CHAT_ID } from '../sample.ts'
import { firstDay } from '../status.ts'
import { openEnvironment } from './environment.ts'
import { formatCsv, formatJson } from './table.ts'
import { UsageError } from './usage.ts'

export interface ReportOptions {
  readonly chat?: string
  readonly json?: boolean
  readonly csv?: boolean
  readonly png?: string
}

/** `lake report`: what the chat would get, in the terminal: sentence and table, rows, or the picture. */
export async function report(
  name: string,
  period: string | undefined,
  { chat, json = false, csv = false, png }: ReportOptions,
): Promise<void> {
  const known = reports.find((each) => each.name === name)
  if (!known) {
    const names = reports.map((each) => each.name).join(', ')
    throw new UsageError(
      `there is no report ${JSON.stringify(name.slice(0, 40))}: choose one of ${names}`,
    )
  }
  if ([json, csv, png !== undefined].filter(Boolean).length > 1) {
    throw new UsageError('choose one of --json, --csv and --png')
  }
  const { config, raw, enriched, log } = await openEnvironment()
  const texts = textsOf(config.language)
  const now = () => Math.floor(Date.now() / 1000)
  const engine = await openEngine(config)
  try {
    const chatId = chooseChat(chat, config)
    const etl = { raw, enriched, zone: config.zone, log: { ...log, info: log.debug } }
    const run = await runReport(
      {
        engine,
        freshness: createFreshness({ etl, now }),
        chats: createChats({ state: raw, chatIds: config.chatIds }),
        zone: config.zone,
        texts,
        firstDay: () => firstDay(enriched),
        now,
      },
      { name: known.name, period: period ?? defaultPeriod, chatId },
    )
    if (png !== undefined) {
      const options = { theme: config.theme, locale: config.language }
      await writeFile(png, await renderChart(run.presentation.chart, options))
      process.stderr.write(`${png} written\n`)
    } else {
      const format = json ? formatJson(run.table) : csv ? formatCsv(run.table) : inWords(run)
      process.stdout.write(`${format}\n`)
    }
  } catch (error) {
    if (error instanceof UserError) throw new UsageError(texts.text(error.key, error.values))
    throw error
  } finally {
    await engine.close()
  }
}

/** The group asked for, else the first configured one, else the sample. */
function chooseChat(chat: string | undefined, { chatIds }: Config): number {
  if (chat === undefined) return chatIds[0] ?? SAMPLE_CHAT_ID
  const id = Number(chat)
  if (!Number.isSafeInteger(id) || id === 0) {
    throw new UsageError(`--chat: ${JSON.stringify(chat.slice(0, 40))} is no id`)
  }
  return id
}

function inWords({ presentation: { sentence, table, lines = [] }, footer }: ReportRun): string {
  return [
    sentence,
    ...(table.rows.length > 0 ? ['', formatTextTable(table)] : []),
    ...(lines.length > 0 ? [''] : []),
    ...lines.map(({ text, links }) => [text, ...links.map(({ url }) => url)].join(' ')),
    '',
    footer,
  ].join('\n')
}
