import { setImmediate as nextTurn } from 'node:timers/promises'

import parquet, { type EnvelopeWriter, type Leaf, type Page, type RowBuffer } from 'parquetjs-lite'
import thrift, {
  type SchemaElement,
  type WriteElement,
} from 'parquetjs-lite/gen-nodejs/parquet_types.js'

import { columns, type Column, type ColumnType, type MessageRow } from './lake/schema.ts'
import { encodePage } from './parquet-page.ts'

/** A row group ends at this many rows, or earlier at this many bytes of text. */
const ROW_GROUP_ROWS = 50_000
const ROW_GROUP_BYTES = 32 * 2 ** 20

/** Rows per page: even with the longest texts (4,096 characters), a page stays below 32 MiB. */
const PAGE_ROWS = 2_000

/**
 * The rows as one Parquet file: the columns of the lake's schema in order, SNAPPY, v1 pages, no page index. `metadata`
 * goes into the footer. The same rows and metadata always give the same bytes.
 * @throws Error when a value does not fit its column.
 */
export async function encodeParquet(
  rows: readonly MessageRow[],
  metadata: Readonly<Record<string, string>>,
): Promise<Uint8Array> {
  prepareLibrary()
  const chunks: Uint8Array[] = []
  const writer = await parquet.ParquetWriter.openStream(
    fileSchema(),
    {
      write(chunk, callback) {
        chunks.push(chunk)
        callback()
      },
      end: (callback) => callback(),
    },
    { useDataPageV2: false, pageIndex: false, rowGroupSize: ROW_GROUP_ROWS, pageSize: PAGE_ROWS },
  )
  for (const [key, value] of Object.entries(metadata)) writer.setMetadata(key, value)

  for (const { page, isLast } of pagesOf(rows)) {
    if (isLast) writer.setRowGroupSize(1)
    // One page at a time: the writer repeats rows that are appended before the previous ones are written.
    await writer.appendRow(page)
    if (isLast) writer.setRowGroupSize(ROW_GROUP_ROWS)
    await nextTurn()
  }
  await writer.close()
  return Buffer.concat(chunks)
}

/** The rows page by page; `isLast` marks the last page of a row group. */
function* pagesOf(rows: readonly MessageRow[]) {
  let page: MessageRow[] = []
  let rowsOfGroup = 0
  let bytesOfGroup = 0
  for (const row of rows) {
    page.push(row)
    rowsOfGroup += 1
    bytesOfGroup += (row.text?.length ?? 0) + (row.caption?.length ?? 0)
    const isLast = rowsOfGroup === ROW_GROUP_ROWS || bytesOfGroup >= ROW_GROUP_BYTES
    if (!isLast && page.length < PAGE_ROWS) continue
    yield { page, isLast }
    page = []
    if (isLast) rowsOfGroup = bytesOfGroup = 0
  }
  if (page.length > 0) yield { page, isLast: false }
}

const leafTypes: Record<ColumnType, Leaf['type']> = {
  bigint: 'INT64',
  boolean: 'BOOLEAN',
  string: 'UTF8',
  timestamp: 'TIMESTAMP_MILLIS',
}

/**
 * Columns with minimum and maximum in the footer, which let readers skip row groups. Not texts: the writer compares
 * them in UTF-16 order, which is wrong beyond the BMP, so that readers would skip rows they look for. Not timestamps:
 * their statistics cannot be before 1970, yet the first hours of unix time are, in zones west of Greenwich.
 */
const searched = new Set(['message_id', 'user_id', 'chat_id', 'date', 'sender_id'])

/** The writer modifies its schema, so each file gets its own. */
function fileSchema() {
  return new parquet.ParquetSchema(
    Object.fromEntries(
      columns.map(({ name, type, nullable }): [string, Leaf] => [
        name,
        {
          type: leafTypes[type],
          optional: nullable,
          encoding: 'PLAIN',
          compression: 'SNAPPY',
          ...(searched.has(name) ? {} : { statistics: false }),
        },
      ]),
    ),
  )
}

/** The cells of a page, by column: filled row by row, since a row is found in the memory once then. Used for every page. */
const cells: unknown[][] = columns.map(() => [])

/**
 * Replaces the library's shredder: encodes many rows at once as a page of each column, and hands the pages to the
 * library, which makes row groups and footer of them.
 */
function encodePages(_schema: unknown, page: object, buffer: RowBuffer): void {
  const rows = page as readonly Readonly<Record<string, unknown>>[]
  const first = buffer.rowCount ?? 0
  const pages = (buffer.pages ??= Object.fromEntries(columns.map(({ name }) => [name, []])))
  fillCells(rows)
  for (const [index, column] of columns.entries()) {
    const values = cells[index] as unknown[]
    pages[column.name]?.push({
      page: encodePage(column, values, rows.length),
      first_row_index: first,
      num_values: rows.length,
      ...(searched.has(column.name) ? statisticsOf(values, rows.length) : {}),
    })
  }
  buffer.rowCount = first + rows.length
  // The library has no page to encode of its own.
  buffer.pageRowCount = 0
}

function fillCells(rows: readonly Readonly<Record<string, unknown>>[]): void {
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] as Readonly<Record<string, unknown>>
    for (let index = 0; index < columns.length; index += 1) {
      ;(cells[index] as unknown[])[at] = row[(columns[index] as Column).name]
    }
  }
}

function statisticsOf(
  values: readonly unknown[],
  count: number,
): Pick<Page, 'statistics' | 'distinct_values'> {
  const distinct_values = new Set<number | null>()
  let null_count = 0
  let [min_value, max_value] = [Infinity, -Infinity]
  for (let index = 0; index < count; index += 1) {
    const value = values[index] as number | null
    if (value === null) {
      null_count += 1
      continue
    }
    distinct_values.add(value)
    if (value < min_value) min_value = value
    if (value > max_value) max_value = value
  }
  const statistics = { null_count }
  return {
    statistics: distinct_values.size > 0 ? { ...statistics, min_value, max_value } : statistics,
    distinct_values,
  }
}

/**
 * The library knows only the older annotation of a timestamp, which many readers take for UTC. The newer one, beside it,
 * says that it is wall-clock time; the older one stays for readers that know no other, as the format demands:
 * https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#timestamp
 */
function withLogicalType(write: WriteElement): WriteElement {
  return function (this: SchemaElement, output) {
    if (this.converted_type === thrift.ConvertedType.TIMESTAMP_MILLIS) {
      const unit = new thrift.TimeUnit({ MILLIS: new thrift.MilliSeconds() })
      const wallClock = new thrift.TimestampType({ isAdjustedToUTC: false, unit })
      this.logicalType = new thrift.LogicalType({ TIMESTAMP: wallClock })
    }
    write.call(this, output)
  }
}

/**
 * Has the library write one column after the other: of a row group, it would copy all columns so far for each one, and so
 * fill the memory with copies.
 */
function byColumn(write: EnvelopeWriter['writeRowGroup']): EnvelopeWriter['writeRowGroup'] {
  return async function (this: EnvelopeWriter, buffer) {
    const { schema, rowGroups, rowCount } = this
    this.rowGroups = []
    for (const field of schema.fieldList) {
      this.schema = { fieldList: [field] }
      await write.call(this, buffer)
    }
    const [group, ...others] = this.rowGroups
    for (const {
      columns: [column],
      total_byte_size,
    } of others) {
      if (!group || !column) continue
      group.columns.push(column)
      group.total_byte_size += total_byte_size
    }
    this.schema = schema
    this.rowGroups = group ? [...rowGroups, group] : rowGroups
    this.rowCount = rowCount + (buffer.rowCount ?? 0)
  }
}

let isPrepared = false

/**
 * Before the first file: installs what we replace, for good since files may be encoded concurrently, and uses up Node's
 * warning about `new Buffer`. The library's Thrift calls that for each byte of metadata, and until it has warned, Node
 * searches the stack for the first ten thousand calls: a sixth of the time that the first file takes.
 */
function prepareLibrary(): void {
  if (isPrepared) return
  isPrepared = true
  parquet.ParquetShredder.shredRecord = encodePages
  const writer = parquet.ParquetEnvelopeWriter.prototype
  writer.writeRowGroup = byColumn(writer.writeRowGroup)
  thrift.SchemaElement.prototype.write = withLogicalType(thrift.SchemaElement.prototype.write)
  const { noDeprecation } = process
  process.noDeprecation = true
  Reflect.construct(Buffer, [0])
  process.noDeprecation = noDeprecation
}
