import type { MessageRow } from './lake/schema.ts'
import { NO_UPDATE } from './lake/update.ts'

/**
 * The rows of a day, one per message: the latest edit wins, in whatever order the updates are added. What Telegram
 * delivered wins over imported history.
 */
export interface LatestRows {
  add(row: MessageRow, isImported: boolean): void
  /**
   * As `add`, for a row of an earlier run: it sums up every version of its message until then. One without an update
   * is imported.
   */
  addCompacted(row: MessageRow): void
  /** Sorted by (chat_id, message_id). */
  sorted(): MessageRow[]
}

export function latestRows(): LatestRows {
  const chats = new Map<number, Map<number, Entry>>()

  function entriesOf(chatId: number): Map<number, Entry> {
    const entries = chats.get(chatId) ?? new Map<number, Entry>()
    chats.set(chatId, entries)
    return entries
  }

  return {
    add(row, isImported) {
      const entries = entriesOf(row.chat_id)
      const known = entries.get(row.message_id)
      if (!known) {
        entries.set(
          row.message_id,
          isImported || row.edit_count > 0 ? contest(row, isImported) : row,
        )
      } else {
        entries.set(
          row.message_id,
          enter('edits' in known ? known : contest(known, false), row, isImported),
        )
      }
    },
    addCompacted(row) {
      const { edit_count } = row
      const isImported = row.update_id === NO_UPDATE
      const entry =
        edit_count > 1
          ? { ...contest({ ...row, edit_count: 1 }, false), earlier: edit_count - 1 }
          : isImported
            ? contest(row, isImported)
            : row
      entriesOf(row.chat_id).set(row.message_id, entry)
    },
    sorted() {
      return [...chats.values()]
        .flatMap((entries) => [...entries.values()].map(settled))
        .sort((a, b) => a.chat_id - b.chat_id || a.message_id - b.message_id)
    },
  }
}

/** Most messages come once and are kept as they are; the others also carry what decides between versions. */
type Entry = MessageRow | Contest

interface Contest {
  best: MessageRow
  isImported: boolean
  /** The edits seen: the same one may come in two objects. */
  readonly edits: Set<string>
  /** How many more edits an earlier run counted; those do not come again. */
  readonly earlier: number
}

function contest(row: MessageRow, isImported: boolean): Contest {
  const edits = new Set(row.edit_count > 0 ? [editOf(row)] : [])
  return { best: row, isImported, edits, earlier: 0 }
}

function enter({ best, ...rest }: Contest, row: MessageRow, isImported: boolean): Contest {
  if (row.edit_count > 0) rest.edits.add(editOf(row))
  const wins = compare(rank(best, rest.isImported), rank(row, isImported)) < 0
  return wins ? { ...rest, best: row, isImported } : { ...rest, best }
}

function rank(row: MessageRow, isImported: boolean): readonly number[] {
  const isEdit = row.edit_date === null ? row.edit_count : 1
  return [isImported ? 0 : 1, row.edit_date ?? 0, isEdit, row.update_id]
}

function editOf(row: MessageRow): string {
  return `${row.edit_date}/${row.update_id}`
}

function settled(entry: Entry): MessageRow {
  return 'edits' in entry ? { ...entry.best, edit_count: entry.earlier + entry.edits.size } : entry
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
