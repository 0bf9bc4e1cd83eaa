import { parquetMetadata, parquetRead, type AsyncBuffer, type FileMetaData } from 'hyparquet'

import { columns, type MessageRow } from './lake/schema.ts'

/**
 * Reads a freshly written file with another implementation and compares what must hold before it may take
 * the place of an older one.
 * @throws Error that says what differs.
 */
export async function verifyParquet(
  file: Uint8Array,
  keys: readonly { chat_id: number; message_id: number }[],
) {
  const metadata = parquetMetadata(file)
  const names = metadata.schema.slice(1).map(({ name }) => name)
  check('columns', names.join(), columns.map(({ name }) => name).join())
  check('rows', Number(metadata.num_rows), keys.length)
  const chunks = metadata.row_groups.flatMap((group) => group.columns)
  // Readers that trust a page index (Trino) fail on the one that the writer makes.
  check('page indexes', chunks.filter(hasPageIndex).length, 0)

  let row = 0
  await parquetRead({
    file: asyncBufferOf(file),
    metadata,
    columns: ['message_id', 'chat_id'],
    rowFormat: 'object',
    onComplete: (found: Record<string, unknown>[]) => {
      for (const { message_id, chat_id } of found) {
        const key = keys[row]
        check(`key of row ${row}`, `${chat_id}/${message_id}`, `${key?.chat_id}/${key?.message_id}`)
        row += 1
      }
    },
  })
  check('rows read', row, keys.length)
}

/**
 * The rows of a file that `encodeParquet` made, one after another.
 * @throws Error when the file is none, or damaged.
 */
export async function* readRows(file: Uint8Array): AsyncGenerator<MessageRow> {
  const metadata = parquetMetadata(file)
  const toRow = rowMaker()
  let rowStart = 0
  for (const { num_rows } of metadata.row_groups) {
    const rowEnd = rowStart + Number(num_rows)
    let values: unknown[][] = []
    await parquetRead({
      file: asyncBufferOf(file),
      metadata,
      rowStart,
      rowEnd,
      columns: columns.map(({ name }) => name),
      onComplete: (found: unknown[][]) => (values = found),
    })
    for (const each of values) yield toRow(each)
    rowStart = rowEnd
  }
}

/** Makes rows of values in the order of the columns. What repeats from row to row is kept once. */
function rowMaker(): (values: readonly unknown[]) => MessageRow {
  const empty = Object.fromEntries(columns.map(({ name }) => [name, null]))
  const texts = new Map<string, string>()
  return (values) => {
    const row: Record<string, unknown> = { ...empty }
    for (const [index, { name }] of columns.entries()) {
      const value = values[index]
      if (typeof value === 'bigint') row[name] = Number(value)
      else if (value instanceof Date) row[name] = value.getTime()
      else if (typeof value === 'string' && name !== 'text') {
        const known = texts.get(value)
        row[name] = known ?? value
        if (known === undefined) texts.set(value, value)
      } else if (value !== undefined) row[name] = value
    }
    return row as unknown as MessageRow
  }
}

/** The footer's own entry `key`, from the last bytes of a file; undefined when it has none or is no such file. */
export function footerValue(tail: Uint8Array, key: string): string | undefined {
  try {
    const { key_value_metadata = [] } = parquetMetadata(tail)
    return key_value_metadata.find((entry) => entry.key === key)?.value
  } catch {
    return undefined
  }
}

/** The highest whole number of a column, from the statistics in the footer; undefined when there are none. */
export function footerMaximum(tail: Uint8Array, column: string): number | undefined {
  const { row_groups } = parquetMetadata(tail)
  const highest = row_groups
    .flatMap(({ columns: chunks }) => chunks)
    .filter(({ meta_data }) => meta_data?.path_in_schema.join('.') === column)
    .flatMap(({ meta_data }) => meta_data?.statistics?.max_value ?? [])
    .map(Number)
  return highest.length > 0 ? Math.max(...highest) : undefined
}

function hasPageIndex(chunk: FileMetaData['row_groups'][number]['columns'][number]): boolean {
  return chunk.column_index_offset !== undefined || chunk.offset_index_offset !== undefined
}

function check(what: string, found: unknown, expected: unknown): void {
  if (found !== expected) {
    throw new Error(
      `parquet: wrote a file with other ${what}: ${String(found)}, not ${String(expected)}`,
    )
  }
}

/** Without a copy of the whole. */
function asyncBufferOf(bytes: Uint8Array): AsyncBuffer {
  const { byteLength } = bytes
  return {
    byteLength,
    slice: (start, end = byteLength) => new Uint8Array(bytes.subarray(start, end)).buffer,
  }
}
