import { DuckDBInstance } from '@duckdb/node-api'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'

import { columns, type MessageRow } from '../../etl/lake/schema.ts'

/** Two readers, independent of the writer and of each other. */
export const readers = {
  hyparquet: (path: string, file: Uint8Array) => readWithHyparquet(file),
  DuckDB: (path: string) => readWithDuckdb(path),
}

export function metadataOf(file: Uint8Array) {
  return parquetMetadata(arrayBufferOf(file))
}

export async function readWithHyparquet(file: Uint8Array): Promise<MessageRow[]> {
  const rows = await parquetReadObjects({ file: arrayBufferOf(file) })
  return rows.map((row) => plain(row))
}

export async function readWithDuckdb(path: string): Promise<MessageRow[]> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    const list = columns.map(({ name, type }) =>
      type === 'timestamp' ? `epoch_ms("${name}") as "${name}"` : `"${name}"`,
    )
    const result = await connection.runAndReadAll(`select ${list.join()} from '${path}'`)
    return result.getRowObjects().map((row) => plain(row))
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** The single value that a query returns. */
export async function duckdbValue(sql: string): Promise<unknown> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    const value = (await connection.runAndReadAll(sql)).getRows()[0]?.[0]
    return typeof value === 'bigint' ? Number(value) : value
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

function plain(row: Readonly<Record<string, unknown>>): MessageRow {
  const entries = Object.entries(row).map(([name, value]) => [
    name,
    typeof value === 'bigint'
      ? Number(value)
      : value instanceof Date
        ? value.getTime()
        : (value ?? null),
  ])
  return Object.fromEntries(entries) as MessageRow
}

function arrayBufferOf(bytes: Uint8Array): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
}
