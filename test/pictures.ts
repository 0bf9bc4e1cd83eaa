// npm run pictures: the README's pictures of reports, made by the program itself over the sample group.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { loadSample } from '../bot/sandbox/sample.ts'
import { timeZone } from '../etl/lake/time-zone.ts'

const PERIOD = '2026-10-02..2026-10-31'
const reports = ['stats', 'hours', 'questions', 'answers']

const dir = mkdtempSync(join(tmpdir(), 'lake-pictures-'))
const lake = (...args: string[]) =>
  execFileSync(process.execPath, ['bot/lake.js', ...args], {
    env: { ...process.env, LAKE_DIR: join(dir, 'lake'), LANGUAGE: 'en' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
try {
  const updates = join(dir, 'sample.ndjson')
  writeFileSync(updates, loadSample(timeZone('America/Sao_Paulo'), '2026-11-01').join('\n'))
  lake('replay', updates)
  for (const name of reports) {
    lake('report', name, PERIOD, '--png', `bot/reports/pictures/${name}.png`)
  }
} finally {
  rmSync(dir, { recursive: true, force: true })
}
