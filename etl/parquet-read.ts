import {
  parquetMetadata,
  parquetRead,
  type AsyncBuffer,
  type DecodedArray,
  type FileMetaData,
} from 'hyparquet'

import { columns, form, type MessageRow } from './lake/schema.ts'

/**
 * Reads a newly encoded file with another implementation, and checks what must hold before it replaces the previous
 * one.
 * @throws Error that says what differs.
 */
export async function verifyParquet(
  file: Uint8Array,
  keys: readonly { chat_id: number; message_id: number }[],
) {
  const metadata = parquetMetadata(file)
  check('form', formOf(metadata), form)
  check('rows', Number(metadata.num_rows), keys.length)
  const chunks = metadata.row_groups.flatMap((group) => group.columns)
  // Readers that trust a page index (Trino) fail on the one this writer makes.
  check('page indexes', chunks.filter(hasPageIndex).length, 0)

  const names = ['message_id', 'chat_id'] as const
  let values = 0
  /** What differs first; to throw in the callback would be nobody's to catch. */
  let wrong: Parameters<typeof check> | undefined
  await parquetRead({
    file: asyncBufferOf(file),
    metadata,
    columns: [...names],
    onChunk: ({ columnName, columnData, rowStart }) => {
      const name = names.find((each) => each === columnName) ?? 'message_id'
      for (let index = 0; index < columnData.length; index += 1) {
        const found = Number(columnData[index])
        const expected = keys[rowStart + index]?.[name]
        if (found === expected) continue
        wrong ??= [`key of row ${rowStart + index}`, `${name} ${found}`, `${name} ${expected}`]
      }
      values += columnData.length
    },
  })
  if (wrong) check(...wrong)
  check('keys read', values, names.length * keys.length)
}

/**
 * The rows of a file written by `encodeParquet`, one at a time.
 * @throws Error when the file is damaged or not Parquet.
 */
export async function* readRows(file: Uint8Array): AsyncGenerator<MessageRow> {
  const metadata = parquetMetadata(file)
  const fill = columnFiller()
  let groupStart = 0
  for (const { num_rows } of metadata.row_groups) {
    const rows = Array.from({ length: Number(num_rows) }, () => ({ ...emptyRow }))
    let values = 0
    await parquetRead({
      file: asyncBufferOf(file),
      metadata,
      rowStart: groupStart,
      rowEnd: groupStart + rows.length,
      columns: columns.map(({ name }) => name),
      parsers,
      onChunk: ({ columnName, columnData, rowStart }) => {
        fill(rows, rowStart - groupStart, columnName, columnData)
        values += columnData.length
      },
    })
    check('values', values, rows.length * columns.length)
    yield* rows as unknown as MessageRow[]
    groupStart += rows.length
  }
}

/**
 * The chat and message ids of the rows of a file written by `encodeParquet`.
 * @throws Error when the file is damaged or not Parquet.
 */
export async function readMessageIds(file: Uint8Array): Promise<[number, number][]> {
  const ids: [number, number][] = []
  const metadata = parquetMetadata(file)
  const names = ['chat_id', 'message_id']
  await parquetRead({
    file: asyncBufferOf(file),
    metadata,
    columns: names,
    onChunk: ({ columnName, columnData, rowStart }) => {
      const at = names.indexOf(columnName)
      for (let index = 0; index < columnData.length; index += 1) {
        const row = (ids[rowStart + index] ??= [0, 0])
        row[at] = Number(columnData[index])
      }
    },
  })
  return ids
}

/** The library's own decoder drops a byte order mark at the beginning of a text. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const parsers = { stringFromBytes: (bytes: Uint8Array) => decoder.decode(bytes) }

const emptyRow: Readonly<Record<string, unknown>> = Object.fromEntries(
  columns.map(({ name }) => [name, null]),
)

/** Sets a column of the rows. Integers arrive as bigint, timestamps as dates; repeated texts are kept once. */
function columnFiller() {
  const texts = new Map<string, string>()
  return (
    rows: readonly Record<string, unknown>[],
    first: number,
    name: string,
    values: DecodedArray,
  ) => {
    for (let index = 0; index < values.length; index += 1) {
      const value: unknown = values[index]
      if (value === undefined || value === null) continue
      const row = rows[first + index]
      // More values than rows: readRows checks their number.
      if (!row) return
      if (typeof value === 'bigint') row[name] = Number(value)
      else if (value instanceof Date) row[name] = value.getTime()
      else if (typeof value !== 'string' || name === 'text') row[name] = value
      else {
        const known = texts.get(value)
        if (known === undefined) texts.set(value, value)
        row[name] = known ?? value
      }
    }
  }
}

/** The footer's metadata entry `key`, from the last bytes of a file; undefined when not found or not Parquet. */
export function footerValue(tail: Uint8Array, key: string): string | undefined {
  try {
    const { key_value_metadata = [] } = parquetMetadata(tail)
    return key_value_metadata.find((entry) => entry.key === key)?.value
  } catch {
    return undefined
  }
}

/** Whether these are the last bytes of a Parquet file, whose footer can be read. */
export function isParquet(tail: Uint8Array): boolean {
  try {
    parquetMetadata(tail)
    return true
  } catch {
    return false
  }
}

/** A file's form as the schema describes it, from its last bytes; undefined when it is not Parquet. */
export function footerForm(tail: Uint8Array): string | undefined {
  try {
    return formOf(parquetMetadata(tail))
  } catch {
    return undefined
  }
}

function formOf({ schema }: FileMetaData): string {
  return schema
    .slice(1)
    .map(({ name, logical_type: type }) =>
      type?.type === 'TIMESTAMP' && !type.isAdjustedToUTC ? `${name} local` : name,
    )
    .join()
}

/** The maximum of an integer column, from the statistics in the footer; undefined when there are none. */
export function footerMaximum(tail: Uint8Array, column: string): number | undefined {
  const highest = rowGroupsOf(tail)
    .flatMap(({ columns: chunks }) => chunks)
    .filter(({ meta_data }) => meta_data?.path_in_schema.join('.') === column)
    .flatMap(({ meta_data }) => meta_data?.statistics?.max_value ?? [])
    .map(Number)
  return highest.length > 0 ? Math.max(...highest) : undefined
}

/** Empty for bytes that are not Parquet. */
function rowGroupsOf(tail: Uint8Array): FileMetaData['row_groups'] {
  try {
    return parquetMetadata(tail).row_groups
  } catch {
    return []
  }
}

function hasPageIndex(chunk: FileMetaData['row_groups'][number]['columns'][number]): boolean {
  return chunk.column_index_offset !== undefined || chunk.offset_index_offset !== undefined
}

function check(what: string, found: unknown, expected: unknown): void {
  if (found !== expected) {
    throw new Error(`parquet: ${what}: found ${String(found)}, expected ${String(expected)}`)
  }
}

/** Copies only what is read. */
function asyncBufferOf(bytes: Uint8Array): AsyncBuffer {
  const { byteLength } = bytes
  return {
    byteLength,
    slice: (start, end = byteLength) => new Uint8Array(bytes.subarray(start, end)).buffer,
  }
}
