import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Template } from 'aws-cdk-lib/assertions'
import { beforeAll, describe, expect, it } from 'vitest'

import { duckdbEngine } from '../../bot/engine/duckdb.ts'
import { athenaTable, athenaType } from '../../etl/lake/athena-table.ts'
import { columns, partitionColumn } from '../../etl/lake/schema.ts'
import { viewText } from '../../infra/presto-view.ts'
import { tempFolder } from '../helpers/temp.ts'
import { makeTemplate, readable, resource } from './synth.ts'

interface GlueColumn {
  readonly Name: string
  readonly Type: string
  readonly Comment: string
}

interface TableInput {
  readonly Name: string
  readonly TableType: string
  readonly Parameters: Readonly<Record<string, unknown>>
  readonly PartitionKeys?: readonly GlueColumn[]
  readonly ViewOriginalText?: string
  readonly ViewExpandedText?: string
  readonly StorageDescriptor: {
    readonly Columns: readonly GlueColumn[]
    readonly Location?: string
    readonly InputFormat?: string
    readonly SerdeInfo?: { readonly SerializationLibrary?: string }
  }
}

const glueColumns = columns.map((column) => ({
  Name: column.name,
  Type: athenaType(column),
  Comment: column.comment,
}))
const partition = {
  Name: partitionColumn.name,
  Type: partitionColumn.type,
  Comment: partitionColumn.comment,
}

let template: Template
let tables: readonly TableInput[]
beforeAll(() => {
  template = makeTemplate()
  tables = Object.values(template.findResources('AWS::Glue::Table')).map(
    ({ Properties }) => readable(Properties.TableInput) as TableInput,
  )
})

const tableNamed = (name: string) => tables.find(({ Name }) => Name === name)!

describe('the table in Glue', () => {
  it('has the columns of the schema, in order', () => {
    const { StorageDescriptor, PartitionKeys } = tableNamed('telegram')
    expect(StorageDescriptor.Columns).toEqual(glueColumns)
    expect(PartitionKeys).toEqual([partition])
  })

  it('has the properties of the statement in sql/tables', () => {
    const { Parameters, StorageDescriptor, TableType } = tableNamed('telegram')
    const statement = athenaTable('<LakeEnriched>')
    const properties = [...statement.matchAll(/^ {4}'([^']+)' = '([^']+)',?$/gm)]
    expect(properties.length).toBeGreaterThan(7)
    expect(Parameters).toEqual({
      ...Object.fromEntries(properties.map(([, key, value]) => [key, value])),
      has_encrypted_data: false,
    })
    expect(StorageDescriptor.Location).toBe(/^location '(.+)'$/m.exec(statement)?.[1])
    expect(TableType).toBe('EXTERNAL_TABLE')
    expect(StorageDescriptor.InputFormat).toMatch(/parquet/i)
    expect(StorageDescriptor.SerdeInfo?.SerializationLibrary).toMatch(/ParquetHiveSerDe$/)
  })
})

describe('the views in Glue', () => {
  it('are those of sql/tables', () => {
    const files = readdirSync('sql/tables').filter((file) => file.endsWith('.sql'))
    const names = files.map((file) => file.replace(/\.sql$/, ''))
    expect(tables.map(({ Name }) => Name).sort()).toEqual(names.sort())
  })

  const names = ['messages', 'questions']

  it.each(names)('%s is stored as Athena stores views', (name) => {
    const { TableType, Parameters, ViewExpandedText, ViewOriginalText, StorageDescriptor } =
      tableNamed(name)
    expect(TableType).toBe('VIRTUAL_VIEW')
    expect(Parameters).toEqual({ presto_view: 'true', comment: 'Presto View' })
    expect(ViewExpandedText).toBe('/* Presto View */')

    const view = decode(ViewOriginalText ?? '')
    expect(view).toMatchObject({ catalog: 'awsdatacatalog', schema: 'telegram_lake_prod' })
    const file = readFileSync(`sql/tables/${name}.sql`, 'utf8')
    expect(view.originalSql).toMatch(/^(select|with)\b/i)
    expect(file.trim().endsWith(view.originalSql)).toBe(true)
    expect(StorageDescriptor.Columns.map(({ Name, Type }) => [Name, prestoType(Type)])).toEqual(
      view.columns.map(({ name: column, type }) => [column, type]),
    )
  })

  it.each(names)('%s has the columns that its statement returns, in order', async (name) => {
    const engine = await duckdbEngine(join(tempFolder(), 'enriched'))
    const { rows } = await engine.query(`describe ${name}`)
    await engine.close()
    const { columns: listed } = decode(tableNamed(name).ViewOriginalText ?? '')
    expect(listed.map((column) => [column.name, column.type])).toEqual(
      rows.map(([column, type]) => [column, String(type).toLowerCase()]),
    )
  })

  it('messages has the columns of the table', () => {
    expect(tableNamed('messages').StorageDescriptor.Columns).toEqual([...glueColumns, partition])
  })

  it('questions has the comments of sql/README.md', () => {
    const readme = readFileSync('sql/README.md', 'utf8')
    for (const { Name, Type, Comment } of tableNamed('questions').StorageDescriptor.Columns) {
      expect(readme).toContain(`\n| \`${Name}\` | ${Type} | ${Comment} |\n`)
    }
  })

  it('are refused when the file does not create a view', () => {
    expect(() => viewText('select 1', 'db', [])).toThrow('does not create a view')
  })
})

describe('the workgroup', () => {
  it('enforces its settings, limits scans and expires results', () => {
    expect(
      resource(template, 'AWS::Athena::WorkGroup', 'AthenaWorkGroup').Properties,
    ).toMatchObject({
      Name: 'telegram-lake-prod',
      RecursiveDeleteOption: true,
      WorkGroupConfiguration: {
        EnforceWorkGroupConfiguration: true,
        EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
        BytesScannedCutoffPerQuery: 10_000_000_000,
        PublishCloudWatchMetricsEnabled: true,
        ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_S3' } },
      },
    })
    expect(resource(template, 'AWS::S3::Bucket', 'AthenaResults').Properties).toMatchObject({
      LifecycleConfiguration: { Rules: [{ ExpirationInDays: 7, Status: 'Enabled' }] },
    })
  })

  it('offers every analysis in sql/ as a saved query', () => {
    const queries = Object.values(template.findResources('AWS::Athena::NamedQuery')).map(
      ({ Properties }) => readable(Properties) as Record<string, string>,
    )
    const files = readdirSync('sql/analyses').filter((file) => file.endsWith('.sql'))
    expect(queries.map(({ Name }) => `${Name}.sql`).sort()).toEqual(files.sort())
    for (const { Name, QueryString, Description, Database, WorkGroup } of queries) {
      expect(QueryString).toBe(readFileSync(`sql/analyses/${Name}.sql`, 'utf8'))
      expect(Description).toMatch(/^\p{Lu}[^\n]+\.$/u)
      expect([Database, WorkGroup]).toEqual(['telegram_lake_prod', '<AthenaWorkGroup>'])
    }
  })
})

const prestoType = (glueType: string) => (glueType === 'string' ? 'varchar' : glueType)

function decode(text: string) {
  const [, base64 = ''] = /^\/\* Presto View: ([\w+/=]+) \*\/$/.exec(text) ?? []
  return JSON.parse(Buffer.from(base64, 'base64').toString()) as {
    originalSql: string
    columns: { name: string; type: string }[]
  }
}
