import { readFileSync, writeFileSync } from 'node:fs'

import type { Figure } from './measure.ts'

/** By the figure's name, the value that it must not fall much below. */
export type Stored = Readonly<Record<string, number>>

/** How far a figure may fall, in thousandths. */
const MOST_FALL = 20

const FILE = new URL('stored.json', import.meta.url)
const STORE = 'npm run eval -- --store'

/** @throws Error when test/eval/stored.json cannot be read. */
export function readStored(): Stored {
  let text: string
  try {
    text = readFileSync(FILE, 'utf8')
  } catch (error) {
    throw new Error(
      `test/eval/stored.json cannot be read: ${(error as Error).message}. ` +
        `Restore it (git checkout -- test/eval/stored.json), or write it anew: ${STORE}`,
      { cause: error },
    )
  }
  return parseStored(text)
}

/** @throws Error when it is not an object of numbers. */
export function parseStored(text: string): Stored {
  let values: unknown
  try {
    values = JSON.parse(text)
  } catch (error) {
    throw new Error(
      `test/eval/stored.json is no JSON: ${(error as Error).message}. Write it anew: ${STORE}`,
      { cause: error },
    )
  }
  const isObject = typeof values === 'object' && values !== null && !Array.isArray(values)
  if (!isObject || !Object.values(values as object).every(Number.isFinite)) {
    throw new Error(
      `test/eval/stored.json must be one object with a number by each name. Write it anew: ${STORE}`,
    )
  }
  return values as Stored
}

/** Writes the values of today. */
export function writeStored(figures: readonly Figure[]): void {
  const values = figures.flatMap(({ name, value }) =>
    value === undefined ? [] : [[name, thousandths(value) / 1000] as const],
  )
  writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(values), null, 2)}\n`)
}

/** How much a figure rose since it was stored; undefined when it is only shown or not stored yet. */
export function changeOf({ name, value }: Figure, stored: Stored): number | undefined {
  const before = stored[name]
  if (value === undefined || before === undefined) return undefined
  return (thousandths(value) - thousandths(before)) / 1000
}

/** What is wrong with a figure and the way out; undefined when it has not fallen. */
export function complaintOf(figure: Figure, stored: Stored): string | undefined {
  const { name, value } = figure
  if (value === undefined) return undefined
  const change = changeOf(figure, stored)
  if (change === undefined) return `${name}: has no stored value. ${STORE} writes it`
  if (-thousandths(change) <= MOST_FALL) return undefined
  return (
    `${name}: fell from ${stored[name]?.toFixed(3)} to ${value.toFixed(3)}, by more than ` +
    `${MOST_FALL / 1000}. npm run eval -- --misses lists the messages judged wrong; ` +
    `if the fall is meant, ${STORE} keeps the new value`
  )
}

/** The complaints about all figures, and about stored values that nothing measures. */
export function complaints(figures: readonly Figure[], stored: Stored): string[] {
  const names = new Set(figures.map(({ name }) => name))
  return [
    ...figures.flatMap((figure) => complaintOf(figure, stored) ?? []),
    ...Object.keys(stored)
      .filter((name) => !names.has(name))
      .map((name) => `${name}: is stored and not measured any more. ${STORE} removes it`),
  ]
}

function thousandths(value: number): number {
  return Math.round(value * 1000)
}
