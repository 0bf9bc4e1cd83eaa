import { randomInt } from 'node:crypto'

/** How long things go wrong at least; FAULTS_MINUTES makes it longer. */
export const MINUTES = numberOf('FAULTS_MINUTES') ?? 1

/** What goes wrong and when; FAULTS_SEED repeats a run. */
export const SEED = numberOf('FAULTS_SEED') ?? randomInt(1_000_000)

/** A folder for what each program prints (default: it is not kept). */
export const LOGS = process.env.FAULTS_LOGS

function numberOf(name: string): number | undefined {
  const text = process.env[name]
  if (text === undefined) return undefined
  const value = Number(text)
  if (!(value > 0)) throw new Error(`${name} is ${JSON.stringify(text)}: give a number above 0`)
  return value
}
