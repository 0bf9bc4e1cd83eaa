import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { verdicts as allVerdicts, wrongVerdicts } from './checks/answers.ts'
import { createFigures, tableOf, type Figures } from './figures.ts'
import { runWorld, type Outcome } from './run-world.ts'
import { MINUTES, SEED } from './settings.ts'
import type { Plan } from './world.ts'

const LEAST_FAULTS = 1_000

/** Memory and handles that may come and go. */
const MEMORY_ROOM = 100 * 2 ** 20
const HANDLES_ROOM = 15

const plans: readonly Plan[] = [
  { name: 'folders, polling', store: 'folders', delivery: 'polling', isKilled: true, storms: 1 },
  { name: 'folders, webhook', store: 'folders', delivery: 'webhook', isKilled: true, storms: 1 },
  { name: 'S3, polling', store: 's3', delivery: 'polling', isKilled: true, storms: 1 },
  { name: 'S3, webhook', store: 's3', delivery: 'webhook', isKilled: true, storms: 1 },
  { name: 'never killed', store: 'folders', delivery: 'webhook', isKilled: false, storms: 2 },
]

const figures = createFigures()
const outcomes = new Map<string, Outcome>()

beforeAll(async () => {
  console.log(`FAULTS_SEED=${SEED} FAULTS_MINUTES=${MINUTES}`)
  const worlds: Figures[] = []
  const onWorld = (figures: Figures) => void worlds.push(figures)
  const isEnough = (share: number) =>
    worlds.reduce((sum, each) => sum + each.total('faults'), 0) >= share * LEAST_FAULTS
  const run = async (plan: Plan, index: number) => {
    const weather = { seed: SEED + index, minutes: MINUTES, isEnough, onWorld }
    outcomes.set(plan.name, await runWorld(plan, weather))
  }
  const results = await Promise.allSettled(plans.map(run))
  for (const result of results) if (result.status === 'rejected') throw result.reason
})

afterAll(() => {
  for (const outcome of outcomes.values()) figures.add(figuresOf(outcome))
  console.log(`FAULTS_SEED=${SEED}\n${tableOf(figures)}`)
})

describe.each(plans)('$name', ({ name, isKilled }) => {
  const outcome = () => outcomes.get(name) as Outcome

  it('has every update that Telegram delivered in raw, exactly once and as it was', () => {
    const { lost, doubled, changed, strange } = outcome().raw
    expect({ lost, doubled, changed, strange, pending: outcome().pending }).toEqual({
      lost: [],
      doubled: [],
      changed: [],
      strange: [],
      pending: 0,
    })
  })

  it('has the Parquet of each day that a compaction from scratch makes, byte for byte', () => {
    expect(outcome().parquet.days).toBeGreaterThan(0)
    expect(outcome().parquet.different).toEqual([])
  })

  it('has answered each command once, or said why not', () => {
    const wrong = outcome().verdicts.filter(({ verdict }) => wrongVerdicts.includes(verdict))
    expect(wrong).toEqual([])
  })

  it('never ended by itself, and ended when it was told to', () => {
    expect(outcome().problems).toEqual([])
  })

  it('leaves no temporary files', () => {
    expect(outcome().leftovers).toEqual([])
  })

  if (!isKilled) {
    it('takes no more memory and handles after the last storm than after the first', () => {
      const [first, ...later] = outcome().usages
      const last = later.at(-1)
      expect(last?.memory).toBeLessThan((first?.memory ?? 0) + MEMORY_ROOM)
      expect(last?.handles).toBeLessThan((first?.handles ?? 0) + HANDLES_ROOM)
    })
  }
})

it(`takes at least ${LEAST_FAULTS} faults`, () => {
  const faults = [...outcomes.values()].map((outcome) => outcome.figures.total('faults'))
  expect(faults.reduce((sum, each) => sum + each, 0)).toBeGreaterThanOrEqual(LEAST_FAULTS)
})

/** The faults of a world, and what became of updates and commands. */
function figuresOf({ figures, delivered, raw, verdicts, leftovers, usages }: Outcome) {
  figures.count('updates', 'delivered', delivered)
  figures.count('updates', 'lost', raw.lost.length)
  figures.count('updates', 'doubled', raw.doubled.length)
  for (const verdict of allVerdicts) figures.count('commands', verdict, 0)
  for (const { verdict } of verdicts) figures.count('commands', verdict)
  figures.count('temporary files', 'left', leftovers.length)
  for (const [nth, { memory, handles }] of usages.entries()) {
    figures.count('memory in MiB', `after storm ${nth + 1}`, Math.round(memory / 2 ** 20))
    figures.count('handles', `after storm ${nth + 1}`, handles)
  }
  return figures
}
