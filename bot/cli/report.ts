import { writeFile } from 'node:fs/promises'

import { unixNow } from '../clock.ts'
import { renderChart } from '../charts/render-chart.ts'
import type { Config } from '../config.ts'
import type { QueryEngine } from '../engine/engine.ts'
import { openEngine } from '../engine/open.ts'
import { UserError } from '../user-error.ts'
import { textsOf } from '../i18n.ts'
import { defaultPeriod, parsePeriod } from '../reports/period.ts'
import { reports } from '../reports/registry.ts'
import { runReport, type ReportRun } from '../reports/run.ts'
import { formatTextTable } from '../reports/table.ts'
import { SAMPLE_CHAT_ID } from '../sandbox/sample.ts'
import { openEnvironment } from './environment.ts'
import { reportSources } from './report-sources.ts'
import { formatCsv, formatJson } from './table.ts'
import { UsageError } from './usage.ts'

export interface ReportOptions {
  readonly chat?: string
  readonly json?: boolean
  readonly csv?: boolean
  readonly png?: string
}

/** `lake report`: prints what the chat would get, or its rows, or writes its picture. */
export async function report(
  name: string,
  period: string | undefined,
  { chat, json = false, csv = false, png }: ReportOptions,
): Promise<void> {
  const known = reports.find((each) => each.name === name)
  if (!known) {
    const names = reports.map((each) => each.name).join(', ')
    throw new UsageError(
      `unknown report ${JSON.stringify(name.slice(0, 40))}: choose one of ${names}`,
    )
  }
  if ([json, csv, png !== undefined].filter(Boolean).length > 1) {
    throw new UsageError('choose one of --json, --csv and --png')
  }
  const environment = await openEnvironment()
  const { config } = environment
  const texts = textsOf(config.language)
  const now = unixNow
  const engine = await openEngine(config)
  try {
    const chatId = await chooseChat(chat, config, engine)
    const warn = (sentence: string) => process.stderr.write(`${sentence}\n`)
    const sources = reportSources(environment, engine, { now, warn })
    const run = await runReport(
      { ...sources, engine, zone: config.zone, texts, now },
      {
        name: known.name,
        period: parsePeriod(period ?? defaultPeriod, config.zone.date(now()), {
          language: config.language,
          command: `lake report ${known.name}`,
        }),
        chatId,
      },
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

/** The requested group, else the first configured one, else the sample if this machine's lake holds it. */
async function chooseChat(
  chat: string | undefined,
  { chatIds, athena }: Config,
  engine: QueryEngine,
): Promise<number> {
  if (chat === undefined) {
    const [configured] = chatIds
    if (configured !== undefined) return configured
    if (!athena && (await holdsSample(engine))) return SAMPLE_CHAT_ID
    throw new UsageError(
      'no group selected: pass --chat ID or set TELEGRAM_CHAT_ID ' +
        '(npx lake sql - < sql/analyses/freshness.sql lists the compacted groups)',
    )
  }
  const id = Number(chat)
  if (!Number.isSafeInteger(id) || id === 0) {
    throw new UsageError(`--chat: ${JSON.stringify(chat.slice(0, 40))} is not a valid id`)
  }
  return id
}

async function holdsSample(engine: QueryEngine): Promise<boolean> {
  const { rows } = await engine.query('select 1 from telegram where chat_id = ? limit 1', [
    { type: 'bigint', value: SAMPLE_CHAT_ID },
  ])
  return rows.length > 0
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
