import type { ColumnInfo, Row } from '@aws-sdk/client-athena'

import type { ResultColumn, Value, ValueType } from './engine.ts'

export function columnsOf(infos: readonly ColumnInfo[]): ResultColumn[] {
  return infos.map(({ Name = '', Type = '' }) => ({ name: Name, type: valueType(Type) }))
}

/** Whether a row holds the column names, which Athena puts before the rows of a SELECT. */
export function isHeader({ Data = [] }: Row, columns: readonly ResultColumn[]): boolean {
  return columns.every(({ name }, index) => Data[index]?.VarCharValue === name)
}

/** The values of a row. Athena sends all of them as text, and null as a missing text. */
export function rowOf({ Data = [] }: Row, columns: readonly ResultColumn[]): Value[] {
  return columns.map(({ type }, index) => valueOf(Data[index]?.VarCharValue, type))
}

/** A `timestamp with time zone` is an instant, not a wall-clock time, and stays text. */
function valueType(type: string): ValueType {
  switch (type.toLowerCase().replace(/\(.*?\)/, '')) {
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'integer':
    case 'bigint':
      return 'bigint'
    case 'real':
    case 'float':
    case 'double':
    case 'decimal':
      return 'double'
    case 'boolean':
      return 'boolean'
    case 'date':
      return 'date'
    case 'timestamp':
      return 'timestamp'
    default:
      return 'varchar'
  }
}

function valueOf(text: string | undefined, type: ValueType): Value {
  if (text === undefined) return null
  switch (type) {
    case 'bigint': {
      const number = Number(text)
      return Number.isSafeInteger(number) ? number : text
    }
    case 'double':
      return Number(text)
    case 'boolean':
      return text === 'true'
    case 'timestamp':
      // 2026-11-01 09:30:00.120 is padded to the precision of its type.
      return text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')
    default:
      return text
  }
}
