import { importKey } from '../lake/keys.ts'
import type { ObjectStore } from '../lake/store.ts'

/** Of one object. Larger days have several. In UTF-16 code units, as the others. */
const MAX_OBJECT_LENGTH = 4_000_000

/** Of what waits for the rest of its day: exports are in order of time, mostly. */
const MAX_WAITING_LENGTH = 4_000_000

/** Of what is being written. On S3 each object takes some dozens of milliseconds, however small. */
const MAX_WRITING_LENGTH = 1_000_000
const MAX_WRITING = 16

export interface Pack {
  /** Adds a line to a day. When that fills something up, resolves once there is room again. */
  add(date: string, line: string): Promise<void> | undefined
  /** Writes what is left. */
  finish(): Promise<void>
}

export interface Packed {
  readonly date: string
  readonly key: string
  readonly bytes: number
  /** False when the same object was there. */
  readonly isNew: boolean
}

interface Day {
  readonly lines: string[]
  length: number
}

/**
 * Packs lines into objects by day. The same lines in the same order give the same objects, so that a second run, after
 * an interruption or not, adds only what is missing. With `raw` undefined nothing is written.
 */
export function createPack(
  raw: ObjectStore | undefined,
  chatId: number,
  onPacked: (packed: Packed) => void,
): Pack {
  const days = new Map<string, Day>()
  const writing = new Set<Promise<void>>()
  let [waitingLength, writingLength] = [0, 0]
  let lastDate: string | undefined

  async function put(date: string, { lines, length }: Day): Promise<void> {
    const body = Buffer.from(`${lines.join('\n')}\n`)
    const key = importKey(date, chatId, body)
    const isNew = raw !== undefined && (await raw.putIfAbsent(key, body))
    writingLength -= length
    onPacked({ date, key, bytes: body.length, isNew })
  }

  /** Begins to write a day, and resolves when there is room for another one. */
  async function write(date: string, day: Day): Promise<void> {
    days.delete(date)
    if (date === lastDate) lastDate = undefined
    waitingLength -= day.length
    writingLength += day.length
    const current = put(date, day)
    writing.add(current)
    // A failure is thrown by whoever waits for it below.
    current.then(
      () => writing.delete(current),
      () => {},
    )
    while (writing.size >= MAX_WRITING || writingLength >= MAX_WRITING_LENGTH) {
      await Promise.race(writing)
    }
  }

  async function makeRoom(full: string | undefined): Promise<void> {
    const day = full === undefined ? undefined : days.get(full)
    if (full !== undefined && day) await write(full, day)
    while (waitingLength >= MAX_WAITING_LENGTH) {
      const [oldest] = days
      if (!oldest) break
      await write(...oldest)
    }
  }

  return {
    add(date, line) {
      const day = days.get(date) ?? { lines: [], length: 0 }
      if (date !== lastDate) {
        // The day that a line was added to last is the last in the map.
        days.delete(date)
        days.set(date, day)
        lastDate = date
      }
      day.lines.push(line)
      day.length += line.length + 1
      waitingLength += line.length + 1
      const isFull = day.length >= MAX_OBJECT_LENGTH
      return isFull || waitingLength >= MAX_WAITING_LENGTH
        ? makeRoom(isFull ? date : undefined)
        : undefined
    },
    async finish() {
      for (const [date, day] of [...days]) await write(date, day)
      await Promise.all(writing)
    },
  }
}
