// The names of a day's raw objects as short text: update ids are mostly consecutive, so runs of them are counted.

/** How the archive names updates, and the bot's own messages. In byte order: all numbers first, then the others. */
const NUMBERED = /^\d{10}\.json$/
const NAMED = /^bot-[-\d]+\.json$/
/** How the import names imported history; after the bot's own messages in byte order. */
const IMPORTED = /^import--?\d+-[\da-f]{16}\.ndjson$/

/** Longer text would slow down every reader of the footer. */
const MAX_LENGTH = 96 * 1024

/**
 * Sorted names as one text, which `decodeNames` reverses. Undefined when a name is not that of an update, of one of
 * the bot's own messages or of imported history, or when the names are too scattered to be short.
 */
export function encodeNames(names: readonly string[]): string | undefined {
  const runs: string[] = []
  const others: string[] = []
  let next = 0
  for (let index = 0; index < names.length;) {
    const name = names[index] as string
    if (NUMBERED.test(name)) {
      const first = Number(name.slice(0, 10))
      let run = 1
      while (names[index + run] === numbered(first + run)) run += 1
      runs.push(`${(first - next).toString(36)}.${run.toString(36)}`)
      next = first + run
      index += run
    } else if (NAMED.test(name)) {
      others.push(name.slice('bot-'.length, -'.json'.length))
      index += 1
    } else if (IMPORTED.test(name)) {
      others.push(`i${name.slice('import-'.length, -'.ndjson'.length)}`)
      index += 1
    } else {
      return undefined
    }
  }
  const text = `${runs.join(' ')}|${others.join(' ')}`
  return text.length <= MAX_LENGTH ? text : undefined
}

/** The encoded names, one at a time: a day may have a million. */
export function* decodeNames(text: string): Generator<string> {
  const [runs = '', others = ''] = text.split('|')
  let next = 0
  for (const run of words(runs)) {
    const [gap = 0, count = 0] = run.split('.').map((digits) => parseInt(digits, 36))
    next += gap
    for (const end = next + count; next < end; next += 1) yield numbered(next)
  }
  for (const other of words(others)) {
    yield other.startsWith('i') ? `import-${other.slice(1)}.ndjson` : `bot-${other}.json`
  }
}

function words(text: string): string[] {
  return text === '' ? [] : text.split(' ')
}

function numbered(id: number): string {
  return `${String(id).padStart(10, '0')}.json`
}
