import { writeFile } from 'node:fs/promises'

import { quoted } from '../../etl/lake/env.ts'
import { unixNow } from '../clock.ts'
import { createChats } from '../archive/chats.ts'
import { renderChart } from '../charts/render-chart.ts'
import type { QueryEngine } from '../engine/engine.ts'
import { openEngine } from '../engine/open.ts'
import { UserError } from '../user-error.ts'
import { textsOf } from '../i18n.ts'
import { mending } from '../reports/mending.ts'
import { defaultPeriod, parsePeriod } from '../reports/period.ts'
import { reports } from '../reports/registry.ts'
import type { Line } from '../reports/report.ts'
import { runReport, type ReportDeps, type ReportRun } from '../reports/run.ts'
import { formatTextTable } from '../reports/table.ts'
import { SAMPLE_CHAT_ID } from '../sandbox/sample.ts'
import { whyEmpty } from './empty-lake.ts'
import { openEnvironment, type Environment } from './environment.ts'
import { reportSources } from './report-sources.ts'
import { formatCsv, formatJson } from './table.ts'
import { printNote, printResult, terminalTexts } from './terminal.ts'
import { UsageError } from './usage.ts'

export interface ReportOptions {
  readonly chat?: string
  readonly json?: boolean
  readonly csv?: boolean
  /** CSV as it is, for programs: formulas are left as they are. */
  readonly raw?: boolean
  readonly png?: string
}

/** `lake report`: prints what the chat would get, or its rows, or writes its picture. */
export async function report(
  name: string,
  period: string | undefined,
  { chat, json = false, csv = false, raw = false, png }: ReportOptions,
): Promise<void> {
  const known = reports.find((each) => each.name === name)
  if (!known) {
    const names = reports.map((each) => each.name).join(', ')
    throw new UsageError('cli-unknown-report', { name: quoted(name), names })
  }
  if ([json, csv, png !== undefined].filter(Boolean).length > 1) {
    throw new UsageError('cli-choose-one', { options: '--json, --csv, --png' })
  }
  if (raw && !csv) throw new UsageError('cli-raw-without-csv')
  const environment = await openEnvironment()
  const { config } = environment
  const texts = png === undefined ? terminalTexts() : textsOf(config.language)
  const now = unixNow
  const engine = await openEngine(config)
  try {
    const warn = (key: string) => printNote(terminalTexts().text(key))
    const sources = reportSources(environment, engine, { now, warn })
    const chosen = await mending(sources.freshness, () => chooseChat(chat, environment, engine))
    const chatId = await currentId(chosen, environment)
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
    if (chat !== undefined && !config.athena) {
      const { chats, freshness } = sources
      await mending(freshness, () => checkChat(chatId, chats, environment, engine))
    }
    if (png !== undefined) {
      const options = { theme: config.theme, locale: config.language }
      await writeFile(png, await renderChart(run.presentation.chart, options))
      printNote(terminalTexts().text('cli-written', { file: png }))
    } else {
      const rows = csv ? formatCsv(run.table, { raw }) : formatJson(run.table)
      printResult(csv || json ? rows : wordsOf(run))
    }
  } catch (error) {
    if (error instanceof UserError) throw new UsageError(error.key, error.values)
    throw error
  } finally {
    await engine.close()
  }
}

/** The requested group, else the first one that is archived, else the sample if this machine's lake holds it. */
async function chooseChat(
  chat: string | undefined,
  environment: Environment,
  engine: QueryEngine,
): Promise<number> {
  const { chatIds, athena } = environment.config
  if (chat === undefined) {
    const [configured] = chatIds
    if (configured !== undefined) return configured
    const chats = createChats({ state: environment.stores.raw, chatIds: 'agreed' })
    const [agreed] = athena ? [] : await chats.current()
    if (agreed !== undefined) return agreed
    if (athena) throw new UsageError('cli-no-group')
    const groups = await groupsIn(environment, engine)
    const [only] = groups
    if (only !== undefined && groups.length === 1) return only
    if (groups.includes(SAMPLE_CHAT_ID)) return SAMPLE_CHAT_ID
    throw new UsageError('cli-choose-group', { groups: groups.join(', ') })
  }
  const id = Number(chat)
  if (!Number.isSafeInteger(id) || id === 0) {
    throw new UsageError('cli-not-an-id', { given: quoted(chat) })
  }
  return id
}

/** The id that a group has now: it may have become a supergroup. */
async function currentId(chatId: number, { config, stores }: Environment): Promise<number> {
  if (config.athena) return chatId
  const chats = createChats({ state: stores.raw, chatIds: [chatId] })
  // Who may not read it is told below.
  const [id = chatId] = await chats.current().catch(() => [])
  return id
}

/** @throws UsageError that names the lake's groups when it holds no message of this one, under none of its ids. */
async function checkChat(
  chatId: number,
  chats: ReportDeps['chats'],
  environment: Environment,
  engine: QueryEngine,
): Promise<void> {
  const groups = await groupsIn(environment, engine)
  if (groups.includes(chatId)) return
  if ((await chats.idsOf(chatId)).some((id) => groups.includes(id))) return
  throw new UsageError('cli-unknown-chat', { chat: String(chatId), groups: groups.join(', ') })
}

/** @throws UsageError when nothing is compacted yet, or not even archived. */
async function groupsIn(environment: Environment, engine: QueryEngine): Promise<number[]> {
  const { rows } = await engine.query('select distinct chat_id from telegram order by 1')
  if (rows.length > 0) return rows.map(([id]) => Number(id))
  throw new UsageError(await whyEmpty(environment))
}

/** Links follow their words. */
function lineText(line: Line): string {
  return line
    .map((piece) => (typeof piece === 'string' ? piece : `${piece.label} ${piece.url}`))
    .join(' ')
}

function wordsOf({ presentation, table: { stats }, texts, footer }: ReportRun): string {
  const { sentence, table, lines = [] } = presentation
  // Where that is charged.
  const { bytesScanned } = stats
  const cost = bytesScanned === undefined ? [] : [`${texts.number(bytesScanned / 1e6, 1)} MB`]
  return [
    sentence,
    ...(table.rows.length > 0 ? ['', formatTextTable(table)] : []),
    ...(lines.length > 0 ? [''] : []),
    ...lines.map(lineText),
    '',
    [footer, ...cost].join(' · '),
  ].join('\n')
}
