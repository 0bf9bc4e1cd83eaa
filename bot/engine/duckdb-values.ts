import {
  DuckDBDateValue,
  DuckDBTypeId,
  type DuckDBDataChunk,
  type DuckDBResult,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api'

import type { Parameter, ResultColumn, Row, Value, ValueType } from './engine.ts'

/** The columns of a result. */
export function columnsOf(result: DuckDBResult): ResultColumn[] {
  const types = result.columnTypes()
  return result.columnNames().map((name, index) => ({ name, type: valueType(types[index]) }))
}

/** The rows of a part of a result, one after another: each may be large. */
export function* rowsOf(
  chunk: DuckDBDataChunk,
  columns: readonly ResultColumn[],
): Generator<Row, void> {
  for (let index = 0; index < chunk.rowCount; index += 1) {
    yield chunk.getRowValues(index).map((value, column) => plain(value, columns[column]?.type))
  }
}

/** A parameter in DuckDB's type for it. */
export function boundValue({ type, value }: Parameter): DuckDBValue {
  if (value === null) return null
  if (type === 'bigint') return BigInt(value)
  if (type === 'varchar') return String(value)
  const [year = 0, month = 0, day = 0] = String(value).split('-').map(Number)
  return DuckDBDateValue.fromParts({ year, month, day })
}

/** For the few places that take no parameter, such as paths. */
export function stringLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

function valueType(type: DuckDBType | undefined): ValueType {
  switch (type?.typeId) {
    case DuckDBTypeId.TINYINT:
    case DuckDBTypeId.SMALLINT:
    case DuckDBTypeId.INTEGER:
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.HUGEINT:
    case DuckDBTypeId.UTINYINT:
    case DuckDBTypeId.USMALLINT:
    case DuckDBTypeId.UINTEGER:
    case DuckDBTypeId.UBIGINT:
    case DuckDBTypeId.UHUGEINT:
      return 'bigint'
    case DuckDBTypeId.FLOAT:
    case DuckDBTypeId.DOUBLE:
    case DuckDBTypeId.DECIMAL:
      return 'double'
    case DuckDBTypeId.BOOLEAN:
      return 'boolean'
    case DuckDBTypeId.DATE:
      return 'date'
    case DuckDBTypeId.TIMESTAMP:
    case DuckDBTypeId.TIMESTAMP_S:
    case DuckDBTypeId.TIMESTAMP_MS:
    case DuckDBTypeId.TIMESTAMP_NS:
      return 'timestamp'
    default:
      return 'varchar'
  }
}

function plain(value: DuckDBValue | undefined, type: ValueType | undefined): Value {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean' || typeof value === 'string') return value
  if (type === 'double') return Number(value.toString())
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') {
    const number = Number(value)
    return Number.isSafeInteger(number) ? number : value.toString()
  }
  return value.toString()
}
