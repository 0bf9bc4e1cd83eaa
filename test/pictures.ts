// npm run pictures: the README's pictures of reports, made by the program itself over the sample group; and, to look
// at, sheets with every report over several periods, in each language and theme, beside what the chat says.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createCanvas, loadImage } from '@napi-rs/canvas'

import { createChats } from '../bot/archive/chats.ts'
import { reportText } from '../bot/answers/report-text.ts'
import { renderChart } from '../bot/charts/render-chart.ts'
import { languages, type Language, type Theme } from '../bot/config.ts'
import { duckdbEngine } from '../bot/engine/duckdb.ts'
import type { QueryEngine } from '../bot/engine/engine.ts'
import { MAX_CAPTION } from '../bot/html.ts'
import { textsOf } from '../bot/i18n.ts'
import { parsePeriod } from '../bot/reports/period.ts'
import { reports } from '../bot/reports/registry.ts'
import { runReport, type ReportRun } from '../bot/reports/run.ts'
import { loadSample, SAMPLE_CHAT_ID } from '../bot/sandbox/sample.ts'
import { createFreshness } from '../etl/freshness.ts'
import { filesystemStore } from '../etl/lake/filesystem.ts'
import { timeZone } from '../etl/lake/time-zone.ts'
import { lakeDays } from '../etl/listing.ts'

/** Of the README. */
const PERIOD = '2026-10-02..2026-10-31'
const README_REPORTS = ['stats', 'hours', 'questions', 'answers']

const TODAY = '2026-11-01'
/** In the middle of a day, which is drawn as unfinished. */
const NOW = Date.parse('2026-11-01T16:20:00Z') / 1000
const PERIODS = ['24h', 'today', 'yesterday', '7d', 'week', '30d', '2026-10', 'all']
const THEMES = ['light', 'dark'] as const
const COLUMN = 360
const GAP = 16

/** Ignored by git. */
const SHEETS = 'pictures'

const zone = timeZone('America/Sao_Paulo')
const dir = mkdtempSync(join(tmpdir(), 'lake-pictures-'))
const lake = (...args: string[]) =>
  execFileSync(process.execPath, ['bot/lake.js', ...args], {
    env: { ...process.env, LAKE_DIR: join(dir, 'lake'), LANGUAGE: 'en' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
try {
  const updates = join(dir, 'sample.ndjson')
  writeFileSync(updates, loadSample(zone, TODAY).join('\n'))
  lake('replay', updates)
  for (const name of README_REPORTS) {
    lake('report', name, PERIOD, '--png', `bot/reports/pictures/${name}.png`)
  }
  await makeSheets()
} finally {
  rmSync(dir, { recursive: true, force: true })
}

async function makeSheets(): Promise<void> {
  mkdirSync(SHEETS, { recursive: true })
  const engine = await duckdbEngine(join(dir, 'lake/enriched'))
  for (const language of languages) {
    const runs = await runsIn(engine, language)
    writeFileSync(join(SHEETS, `${language}.txt`), runs.flat().map(captionOf).join('\n\n'))
    for (const theme of THEMES) {
      const file = join(SHEETS, `${language}-${theme}.png`)
      writeFileSync(file, await sheetOf(runs, language, theme))
      console.log(file)
    }
  }
  await engine.close()
}

/** By report, then by period. */
async function runsIn(engine: QueryEngine, language: Language): Promise<ReportRun[][]> {
  const stores = {
    raw: filesystemStore(join(dir, 'lake/raw')),
    enriched: filesystemStore(join(dir, 'lake/enriched')),
  }
  const log = { debug() {}, info() {}, warn: console.warn, error: console.error }
  const now = () => NOW
  const deps = {
    engine,
    freshness: createFreshness({ etl: { ...stores, zone, log }, now }),
    chats: createChats({ state: stores.raw, chatIds: [SAMPLE_CHAT_ID] }),
    zone,
    texts: textsOf(language),
    lakeDays: () => lakeDays(stores.enriched),
    now,
  }
  const runs: ReportRun[][] = []
  for (const { name } of reports) {
    const row: ReportRun[] = []
    for (const period of PERIODS) {
      const choice = { name, period: parsePeriod(period, TODAY), chatId: SAMPLE_CHAT_ID }
      row.push(await runReport(deps, choice))
    }
    runs.push(row)
  }
  return runs
}

function captionOf(run: ReportRun): string {
  const options = { maxLength: MAX_CAPTION, hasPicture: true }
  const short = reportText({ ...run, notes: [] }, options).plain
  const long = reportText({ ...run, notes: [] }, { ...options, isDetailed: true }).plain
  return `/${run.name} ${run.period.name}\n${short}\n--\n${long}`
}

async function sheetOf(
  runs: readonly (readonly ReportRun[])[],
  locale: Language,
  theme: Theme,
): Promise<Buffer> {
  const rows = await Promise.all(
    runs.map((row) =>
      Promise.all(
        row.map(async ({ presentation }) =>
          loadImage(Buffer.from(await renderChart(presentation.chart, { theme, locale }))),
        ),
      ),
    ),
  )
  const heights = rows.map((row) =>
    Math.max(...row.map(({ width, height }) => (height / width) * COLUMN)),
  )
  const canvas = createCanvas(
    PERIODS.length * (COLUMN + GAP),
    heights.reduce((sum, height) => sum + height + GAP, 0),
  )
  const context = canvas.getContext('2d')
  context.fillStyle = '#888888'
  context.fillRect(0, 0, canvas.width, canvas.height)
  let top = 0
  for (const [index, row] of rows.entries()) {
    for (const [column, image] of row.entries()) {
      const height = (image.height / image.width) * COLUMN
      context.drawImage(image, column * (COLUMN + GAP), top, COLUMN, height)
    }
    top += (heights[index] ?? 0) + GAP
  }
  return canvas.toBuffer('image/png')
}
