import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { GROUPS } from './people.ts'
import { START_SAYS } from './problems.ts'
import { openCommands, pending } from './settle.ts'
import type { Way, World } from './world.ts'

const HOUR = 60 * 60 * 1000

/** No more updates and commands wait than a slow machine gets done in a minute. */
const MOST_PENDING = 150
const MOST_OPEN = 6

type Step = (world: World) => Promise<void>

/** People talk and ask, and things go wrong, until it is over. */
export async function storm(world: World, isOver: () => boolean): Promise<void> {
  Object.assign(world.rates, { telegram: 0.25, store: 0.25, delivery: 0.25 })
  const { dice } = world
  const besides: Promise<void>[] = []
  while (!isOver()) {
    const messages = dice.between(3, 10)
    if ((await pending(world)) < MOST_PENDING) world.people.talk(messages)
    if (dice.chance(0.35) && openCommands(world).length < MOST_OPEN) {
      world.ledger.commands.push(world.people.ask())
    }
    const step = dice.weighted(stepsOf(world))
    if (besideSteps.includes(step)) besides.push(step(world))
    else await step(world)
    await sleep(dice.between(50, 350))
  }
  await Promise.all(besides)
}

/** Ends every fault; what was broken off is the program's to mend. */
export function calm(world: World): void {
  Object.assign(world.rates, { telegram: 0, store: 0, delivery: 0 })
  world.shiftClock(0)
}

function stepsOf({ plan }: World): (readonly [weight: number, step: Step])[] {
  return [
    [8, rest],
    [1, outage],
    [1, freeze],
    [1.5, jump],
    [1, killWorkers],
    [1, compactBeside],
    [0.5, compactTwice],
    [0.5, replayBeside],
    [0.5, reportBeside],
    ...(plan.store === 'folders' ? ([[3, fillDisk]] as const) : []),
    ...(plan.store === 'folders' ? ([[1, takeHandles]] as const) : []),
    ...(plan.isKilled ? ([[4, kill]] as const) : []),
  ]
}

const rest: Step = async () => {}

const kill: Step = async (world) => {
  const { dice, supervisor, ledger, figures } = world
  const moment = dice.one(['any moment', 'delivery', 'answer', 'store write'] as const)
  const delay = dice.between(0, 20)
  const pause = dice.chance(0.8) ? 50 : dice.between(500, 2_000)
  const strike = () => {
    const program = supervisor.program()
    // Most are killed at work, or on a slow machine none would ever come so far.
    const isAtWork = program.printed().includes(START_SAYS)
    if (program.isOver() || (!isAtWork && dice.chance(0.8))) return
    figures.count('faults', `program: killed at ${moment}`)
    supervisor.kill(pause)
    ledger.died()
  }
  if (moment === 'any moment') return strike()
  world.at(moment, () => void setTimeout(strike, delay))
}

/** Nothing gets through on one of the ways. */
const outage: Step = async ({ dice, rates, figures }) => {
  const way = dice.one<Way>(['telegram', 'store', 'delivery'])
  const usual = rates[way]
  rates[way] = 1
  figures.count('faults', `${way}: outage`)
  await sleep(dice.between(300, 1_500))
  rates[way] = usual
}

const freeze: Step = async ({ dice, supervisor, figures, ledger }) => {
  ledger.note('frozen')
  const program = supervisor.program()
  program.signal('SIGSTOP')
  figures.count('faults', 'program: frozen')
  await sleep(dice.between(200, 1_500))
  program.signal('SIGCONT')
}

const jump: Step = async ({ dice, shiftClock, figures, ledger }) => {
  const hours = dice.one([-48, -3, -1, 0, 1, 3, 26])
  ledger.note(`clock: ${hours} hours`)
  figures.count('faults', `clock: ${hours === 0 ? 'put right' : hours < 0 ? 'back' : 'ahead'}`)
  shiftClock(hours * HOUR)
}

const fillDisk: Step = async ({ dice, supervisor, figures, ledger }) => {
  ledger.note('disk full')
  const program = supervisor.program()
  program.limitFiles(dice.one([0, 0, 50, 300, 4_000]))
  figures.count('faults', 'disk: full')
  await sleep(dice.between(300, 2_000))
  program.limitFiles(Infinity)
}

const takeHandles: Step = async ({ dice, supervisor, figures, ledger }) => {
  const program = supervisor.program()
  // Its modules are there, or it could not start at all.
  if (program.isOver() || !program.printed().includes(START_SAYS)) return
  ledger.note('no handles left')
  program.limitHandles(true)
  figures.count('faults', 'disk: no handles left')
  await sleep(dice.between(200, 1_000))
  program.limitHandles(false)
}

const killWorkers: Step = async ({ supervisor, figures }) => {
  if (supervisor.program().isOver()) return
  const workers = supervisor.program().killChildren()
  if (workers > 0) figures.count('faults', 'engine: killed', workers)
}

/** Half of the programs beside are killed on the way. */
async function beside(world: World, args: readonly string[]): Promise<void> {
  const { dice, figures } = world
  const killAfter = dice.chance(0.5) ? dice.between(300, 1_200) : undefined
  figures.count('faults', 'program: another on the same lake')
  if (killAfter) figures.count('faults', 'program: the other killed')
  await world.beside(args, killAfter)
}

const compactBeside: Step = (world) => beside(world, ['etl'])

const compactTwice: Step = async (world) => {
  await Promise.all([beside(world, ['etl']), beside(world, ['etl', '--since', '2026-01-01'])])
}

const reportBeside: Step = (world) =>
  beside(world, ['report', 'stats', '7d', '--json', '--chat', String(GROUPS[0])])

/** What Telegram has delivered already comes once more, from a file. */
const replayBeside: Step = async (world) => {
  const { ledger, dice } = world
  const again = [...ledger.updates.values()].slice(-dice.between(1, 60))
  if (again.length === 0) return
  const file = join(world.tmp, '..', 'again.ndjson')
  writeFileSync(file, again.map((update) => JSON.stringify(update)).join('\n'))
  world.figures.count('faults', 'delivery: again by lake replay', again.length)
  await beside(world, ['replay', '--no-etl', file])
}

const besideSteps: readonly Step[] = [compactBeside, compactTwice, reportBeside, replayBeside]
