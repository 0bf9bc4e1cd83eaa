// parquetjs-lite ships without types; these cover what etl/parquet.ts uses.
declare module 'parquetjs-lite' {
  export interface Leaf {
    type: 'INT64' | 'UTF8' | 'BOOLEAN' | 'TIMESTAMP_MILLIS'
    optional: boolean
    encoding: 'PLAIN'
    compression: 'GZIP' | 'SNAPPY' | 'UNCOMPRESSED'
    statistics?: false
  }

  export class ParquetSchema {
    constructor(fields: Record<string, Leaf>)
    readonly fieldList: readonly { readonly path: string; readonly statistics?: boolean }[]
  }

  /** Where the writer collects the pages of the current row group. */
  export interface RowBuffer {
    rowCount?: number
    /** Rows that are not in a page yet. */
    pageRowCount?: number
    /** By column. */
    pages?: Record<string, Page[]>
  }

  export interface Page {
    page: Uint8Array
    first_row_index: number
    num_values: number
    /** For columns with statistics. */
    statistics?: { null_count: number; min_value?: number; max_value?: number }
    distinct_values?: ReadonlySet<number | null>
  }

  interface WriterOptions {
    useDataPageV2: false
    pageIndex: false
    rowGroupSize: number
    pageSize: number
  }

  /** The methods of a writable stream that the writer calls. */
  interface Sink {
    write(chunk: Uint8Array, callback: (error?: Error) => void): void
    end(callback: (error?: Error) => void): void
  }

  export class ParquetWriter {
    static openStream(
      schema: ParquetSchema,
      sink: Sink,
      options: WriterOptions,
    ): Promise<ParquetWriter>
    setMetadata(key: string, value: string): void
    setRowGroupSize(rows: number): void
    appendRow(row: object): Promise<void>
    close(): Promise<void>
  }

  /** What the footer says about a row group. */
  interface RowGroup {
    columns: object[]
    total_byte_size: number
  }

  /** Writes a file in the order of its parts. */
  export interface EnvelopeWriter {
    schema: { readonly fieldList: readonly object[] }
    rowCount: number
    rowGroups: RowGroup[]
    writeRowGroup(buffer: RowBuffer): Promise<void>
  }

  const parquet: {
    ParquetEnvelopeWriter: { readonly prototype: EnvelopeWriter }
    ParquetSchema: typeof ParquetSchema
    ParquetWriter: typeof ParquetWriter
    ParquetShredder: {
      shredRecord(schema: ParquetSchema, record: object, buffer: RowBuffer): void
    }
  }
  export default parquet
}

/** The format's own structures, as the library writes them into the footer. */
declare module 'parquetjs-lite/gen-nodejs/parquet_types.js' {
  export interface SchemaElement {
    converted_type: number | null
    logicalType: object | null
  }

  export type WriteElement = (this: SchemaElement, output: object) => void

  const thrift: {
    readonly SchemaElement: { readonly prototype: { write: WriteElement } }
    readonly ConvertedType: { readonly TIMESTAMP_MILLIS: number }
    readonly LogicalType: new (type: { TIMESTAMP: object }) => object
    readonly TimestampType: new (type: { isAdjustedToUTC: boolean; unit: object }) => object
    readonly TimeUnit: new (unit: { MILLIS: object }) => object
    readonly MilliSeconds: new () => object
  }
  export default thrift
}
