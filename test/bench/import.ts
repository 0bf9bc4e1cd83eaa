// npm run bench -- import [MESSAGES]: how fast an export is imported, and in how much memory, each in a process of its own.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { chooseChat } from '../../etl/import/choose-chat.ts'
import { importExport } from '../../etl/import/import-export.ts'
import { openExport } from '../../etl/import/open-export.ts'
import { filesystemStore } from '../../etl/lake/filesystem.ts'
import { timeZone } from '../../etl/lake/time-zone.ts'
import { writeExport } from '../helpers/telegram-export.ts'

const zone = timeZone('America/Sao_Paulo')
const silent = { debug() {}, info() {}, warn: console.warn, error: console.error }

/** The second file has some 2 GB. */
const SIZES = [200_000, 4_600_000]

/** `script` is run again for each file, as `import FILE LAKE`. */
export async function benchImport(script: string, sizes: readonly number[] = SIZES): Promise<void> {
  const base = mkdtempSync(join(tmpdir(), 'lake-bench-'))
  try {
    console.log('| messages | file | import | messages/s | processor | peak memory | again |')
    console.log('| ---: | ---: | ---: | ---: | ---: | ---: | ---: |')
    for (const messages of sizes) {
      const [file, lake] = [join(base, 'result.json'), join(base, String(messages))]
      await writeExport(file, { messages, zone, today: '2026-11-01' })
      const [once, again] = [run(script, file, lake), run(script, file, lake)]
      console.log(
        `| ${messages.toLocaleString('en')} | ${Math.round(statSync(file).size / 1e6)} MB | ${once.seconds.toFixed(1)} s | ` +
          `${Math.round(once.messages / once.seconds).toLocaleString('en')} | ${once.processor.toFixed(1)} s | ` +
          `${once.memory} MB | ${again.seconds.toFixed(1)} s |`,
      )
      rmSync(lake, { recursive: true })
    }
  } finally {
    rmSync(base, { recursive: true, force: true })
  }
}

interface Measured {
  readonly messages: number
  readonly seconds: number
  /** Seconds of processor time. */
  readonly processor: number
  /** Peak resident memory of the process, in MB (10^6 bytes). */
  readonly memory: number
}

function run(script: string, file: string, lake: string): Measured {
  const args = ['--import', 'tsx', script, 'import-one', file, lake]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Measured
}

/** Imports one file in this process, without compaction, and prints what it took. */
export async function benchImportOne(file: string, lake: string): Promise<void> {
  const before = process.cpuUsage()
  const started = performance.now()
  const stores = {
    raw: filesystemStore(join(lake, 'raw')),
    enriched: filesystemStore(join(lake, 'enriched')),
  }
  const source = await openExport(file)
  const chat = await chooseChat(file, source, { isArchived: async () => true })
  const { messages } = await importExport({ ...stores, zone, log: silent }, file, source, { chat })
  source.close()
  const { user, system } = process.cpuUsage(before)
  const measured: Measured = {
    messages,
    seconds: (performance.now() - started) / 1000,
    processor: (user + system) / 1e6,
    memory: Math.round((process.resourceUsage().maxRSS * 1024) / 1e6),
  }
  console.log(JSON.stringify(measured))
}
