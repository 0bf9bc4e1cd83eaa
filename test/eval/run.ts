// npm run eval: how well etl/understand/ tells questions, answers and recurring topics, against labels made by people.
// Fails when a figure is well below the value in stored.json.
import { parseArgs } from 'node:util'

import { formatTable } from '../../bot/cli/table.ts'
import { readData } from './data.ts'
import { measure } from './figures.ts'
import type { Figure, Miss } from './measure.ts'
import { changeOf, complaints, readStored, writeStored, type Stored } from './stored.ts'

const USAGE = `npm run eval               the figures beside the stored ones; exit 1 when one fell by more than .02
npm run eval -- --misses   also the labelled messages judged wrong: label, what was said, text
npm run eval -- --store    also keeps today's figures in test/eval/stored.json`

// A reader such as `head` may leave early.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

try {
  main()
} catch (error) {
  console.error(`eval: ${(error as Error).message}`)
  process.exitCode = 1
}

function main(): void {
  const { store, misses, help } = options()
  if (help) {
    console.log(USAGE)
    return
  }
  const stored = store ? storedOrNone() : readStored()
  const measured = measure(readData())
  if (misses) console.log(`${missesText(measured.misses)}\n`)
  console.log(table(measured.figures, stored))
  if (store) {
    writeStored(measured.figures)
    console.log('\nStored in test/eval/stored.json')
    return
  }
  const wrong = complaints(measured.figures, stored)
  for (const complaint of wrong) console.error(`eval: ${complaint}`)
  if (wrong.length > 0) process.exitCode = 1
}

function options() {
  try {
    const { values } = parseArgs({
      options: {
        store: { type: 'boolean', default: false },
        misses: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    return values
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`, { cause: error })
  }
}

/** A file that cannot be read is no reason not to write it anew. */
function storedOrNone(): Stored {
  try {
    return readStored()
  } catch {
    return {}
  }
}

function table(figures: readonly Figure[], stored: Stored): string {
  const number = (name: string) => ({ name, type: 'double' as const })
  return formatTable({
    columns: [
      { name: 'name', type: 'varchar' },
      ...['precision', 'recall', 'F1', 'stored', 'change'].map(number),
    ],
    rows: figures.map((figure) => [
      figure.name,
      shown(figure.precision),
      shown(figure.recall),
      shown(figure.f1),
      shown(figure.value === undefined ? undefined : stored[figure.name]),
      signed(changeOf(figure, stored)),
    ]),
  })
}

function shown(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(3)
}

function signed(value: number | undefined): string {
  return value === undefined ? '' : `${value > 0 ? '+' : ''}${value.toFixed(3)}`
}

function missesText(misses: readonly Miss[]): string {
  if (misses.length === 0) return 'No labelled message is judged wrong.'
  const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
  return misses
    .map(({ part, label, said, text }) => `${part}: ${label}, said ${said}: ${oneLine(text)}`)
    .join('\n')
}
