import { setTimeout as sleep } from 'node:timers/promises'

import { repliesSeen, verdictOn, type Verdict } from './checks/answers.ts'
import { age, leftovers } from './checks/leftovers.ts'
import { checkParquet, type ParquetFindings } from './checks/parquet.ts'
import { checkRaw, type RawFindings } from './checks/raw.ts'
import type { Figures } from './figures.ts'
import type { Command } from './ledger.ts'
import { START_SAYS } from './problems.ts'
import { pending, settle } from './settle.ts'
import { calm, storm } from './storm.ts'
import { createWorld, type Plan, type World } from './world.ts'

/** What a world looks like after its storms. */
export interface Outcome {
  readonly plan: Plan
  readonly figures: Figures
  readonly problems: readonly string[]
  /** Updates that Telegram could not get rid of. */
  readonly pending: number
  readonly delivered: number
  readonly raw: RawFindings
  readonly parquet: ParquetFindings
  readonly verdicts: readonly {
    readonly command: Command
    readonly verdict: Verdict
    readonly replies: readonly string[]
    readonly story: readonly string[]
  }[]
  readonly leftovers: readonly string[]
  /** After each storm, of a program that was not killed. */
  readonly usages: readonly { readonly memory: number; readonly handles: number }[]
}

export interface Weather {
  readonly seed: number
  /** How long the storms last in all. */
  readonly minutes: number
  /** Whether this share (between 0 and 1) of the faults that the run shall have has come, in all worlds: no storm ends before. */
  isEnough(share: number): boolean
  /** A world begins to count. */
  onWorld(figures: Figures): void
}

/** Lives through some storms, and looks at what is left. */
export async function runWorld(
  plan: Plan,
  { seed, minutes, onWorld, isEnough }: Weather,
): Promise<Outcome> {
  const world = await createWorld(plan, seed)
  onWorld(world.figures)
  const started = performance.now()
  const tell = (what: string) => {
    const seconds = Math.round((performance.now() - started) / 1000)
    console.log(`${plan.name}: ${what} after ${seconds} s`)
  }
  try {
    const usages: Outcome['usages'][number][] = []
    let asked = 0
    for (let nth = 1; nth <= plan.storms; nth += 1) {
      const end = performance.now() + (minutes * 60_000) / plan.storms
      await storm(world, () => performance.now() > end && isEnough(nth / plan.storms))

      calm(world)
      tell(`storm ${nth} over`)
      await settle(world, asked)
      tell('settled')

      asked = world.ledger.commands.length
      if (!plan.isKilled) usages.push(world.supervisor.program().usage())
    }
    const outcome = { ...(await examine(world)), usages }
    tell('examined')
    return outcome
  } finally {
    await world.close()
  }
}

async function examine(world: World): Promise<Omit<Outcome, 'usages'>> {
  const { plan, telegram, ledger, figures, lake, problems } = world
  const left = await pending(world)
  await end(world)

  await startOnceMore(world)

  // The last, since a program that starts may have answers to give, which are stored.
  const compacted = await world.beside(['etl'])
  if (compacted.code !== 0) problems.push(`lake etl after the storm: ${compacted.stderr}`)

  return {
    plan,
    figures,
    problems,
    pending: left,
    delivered: ledger.updates.size,
    raw: await checkRaw(lake.stores.raw, ledger),
    parquet: await checkParquet(lake.stores),
    verdicts: ledger.commands.map((command) => ({
      command,
      verdict: verdictOn(telegram, ledger, command),
      replies: repliesSeen(telegram, command),
      story: ledger.storyOf(command),
    })),
    leftovers: leftovers(world),
  }
}

/** What killed programs left is gone once it is old and the program has run again. */
async function startOnceMore(world: World): Promise<void> {
  age(leftovers(world))
  const program = world.start()
  while (!program.isOver() && !program.printed().includes(START_SAYS)) await sleep(50)
  program.signal('SIGTERM')
  const { code, stderr } = await program.ended
  if (code !== 0) world.problems.push(`lake start, once more: exit code ${code}: ${stderr}`)
}

async function end({ supervisor, problems }: World): Promise<void> {
  const { code, stderr } = await supervisor.stop()
  if (code !== 0) problems.push(`lake start, told to end: exit code ${code}: ${stderr.slice(-500)}`)
}
