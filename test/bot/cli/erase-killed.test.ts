// `lake erase` in processes that are killed: before a change to the lake, and at any moment.
import { readdirSync, readFileSync, statSync, utimesSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { beforeAll, describe, expect, it } from 'vitest'

import { filesystemStore } from '../../../etl/lake/filesystem.ts'
import { REWRITTEN_PREFIX } from '../../../etl/lake/keys.ts'
import type { Stores } from '../../../etl/lake/store.ts'
import { ANA, contents, filledWithImport, textsOf, TRACES } from '../../etl/privacy/forgotten.ts'
import { lake, outcome, startCli } from '../../helpers/cli.ts'
import { lake as lakeHere } from '../../helpers/cli-in-process.ts'
import { randomFrom } from '../../helpers/random.ts'
import { tempFolder } from '../../helpers/temp.ts'
import { tracesIn } from '../../helpers/traces.ts'

const ERASE = ['erase', '--user', String(ANA.id), '--yes']
const preload = resolve('test/helpers/die-after.js')

const storesIn = (dir: string): Stores => ({
  raw: filesystemStore(join(dir, 'raw')),
  enriched: filesystemStore(join(dir, 'enriched')),
})

async function filledFolder(): Promise<string> {
  const dir = tempFolder()
  await filledWithImport(storesIn(dir))
  return dir
}

/** What a person who may look anywhere finds: messages, raw objects, what the reports say. */
async function picture(dir: string) {
  const stores = storesIn(dir)
  const raw = await contents(stores.raw, 'telegram/')
  const reports: string[] = []
  for (const name of ['messages_per_user', 'messages_per_day', 'questions', 'answers']) {
    const args = ['report', name, '2026-10-01..2026-11-30', '--csv']
    reports.push((await lakeHere(args, { dir, env: { LANGUAGE: 'en' } })).stdout)
  }
  return { texts: await textsOf(stores), raw: [...raw], reports }
}

/** In every file, what is not an object of the lake included. */
function filesWithTraces(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => {
    if (!statSync(join(dir, name)).isFile()) return false
    const text = `${name} ${readFileSync(join(dir, name)).toString('latin1')}`.toLowerCase()
    return TRACES.some((trace) => text.includes(trace))
  })
}

describe('lake erase, killed', () => {
  let undisturbed: Awaited<ReturnType<typeof picture>>
  beforeAll(async () => {
    const dir = await filledFolder()
    expect(await lakeHere(ERASE, { dir })).toMatchObject({ code: 0 })
    undisturbed = await picture(dir)
    expect(undisturbed.texts).toContain('111 importada 111')
    expect(undisturbed.reports[0]).toContain('Bia')
  })

  async function expectErased(dir: string): Promise<void> {
    expect(await tracesIn(storesIn(dir), TRACES)).toEqual([])
    expect(filesWithTraces(dir)).toEqual([])
    expect(await picture(dir)).toEqual(undisturbed)
    const marks = await contents(storesIn(dir).raw, REWRITTEN_PREFIX)
    expect(marks.size).toBeGreaterThan(0)
  }

  it('again and again before a change, is finished by the next', { timeout: 120_000 }, async () => {
    const random = randomFrom(131)
    const dir = await filledFolder()
    let kills = 0
    for (let run = 0; run < 10; run += 1) {
      const changes = Math.floor(random() * 9)
      const env = { NODE_OPTIONS: `--import=${preload}`, DIE_AFTER: String(changes) }
      const { code } = await lake(ERASE, { dir, env })
      if (code !== null) break
      kills += 1
    }
    expect(kills).toBeGreaterThan(4)
    expect(filesWithTraces(dir).some((name) => name.includes('.partial'))).toBe(true)
    ageHalfWritten(dir)
    expect(await lake(ERASE, { dir })).toMatchObject({ code: 0 })
    await expectErased(dir)
  })

  it('at any moment, is finished by the next', { timeout: 120_000 }, async () => {
    const random = randomFrom(132)
    const dir = await filledFolder()
    let kills = 0
    for (; kills < 6; kills += 1) {
      const child = startCli(ERASE, dir)
      const ended = outcome(child)
      // Once it is at work.
      await Promise.race([ended, firstMark(dir)])
      await sleep(random() * 80)
      child.kill('SIGKILL')
      const { code } = await ended
      if (code !== null) break
    }
    ageHalfWritten(dir)
    expect(await lake(ERASE, { dir })).toMatchObject({ code: 0 })
    await expectErased(dir)
  })
})

/** As if the crash had been two hours ago: what is younger may still be in use. */
function ageHalfWritten(dir: string): void {
  const then = Date.now() / 1000 - 7_200
  for (const store of ['raw', 'enriched']) {
    const folder = join(dir, store, '.partial')
    for (const name of readdirSync(folder)) utimesSync(join(folder, name), then, then)
  }
}

/** Resolves when the request is stored, which comes before everything else. */
async function firstMark(dir: string): Promise<void> {
  for (;;) {
    const found = await contents(storesIn(dir).raw, 'state/privacy/requests/')
    if (found.size > 0) return
    await sleep(5)
  }
}
