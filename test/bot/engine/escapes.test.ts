// What a review tried, to read or write what is not the lake through SQL that anybody may have written. The same
// statements are refused in `lake sql` and in the sandbox's box.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { analystEngine } from '../../../bot/engine/analyst.ts'
import { QueryError, type QueryEngine } from '../../../bot/engine/engine.ts'
import { backfill } from '../../../etl/backfill.ts'
import { recordingLog } from '../../helpers/log.ts'
import { tempLake } from '../../helpers/lake.ts'
import { tempFolder } from '../../helpers/temp.ts'
import { messageUpdate } from '../../helpers/updates.ts'

const CANARY = 'MUST-NOT-BE-READ'

const lake = tempLake()
const outside = tempFolder()
const secret = join(outside, 'secret.csv')
const raw = join(lake.dir, 'raw', 'state', 'secret.json')
const target = join(outside, 'written')
const inside = join(lake.enrichedDir, 'telegram', 'written')
const parquet = join(lake.enrichedDir, 'telegram/context_date=2026-11-01/messages.parquet')

/** Stands for the network. */
const requests: string[] = []
const server = createServer((request, response) => {
  requests.push(request.url ?? '')
  response.end(`a\n${CANARY}\n`)
})
let engine: QueryEngine
let url = ''

beforeAll(async () => {
  lake.layUpdates(...[1, 2, 3].map((id) => messageUpdate(id, { text: `text ${id}` })))
  await backfill(lake, {})
  mkdirSync(join(lake.dir, 'raw', 'state'), { recursive: true })
  writeFileSync(raw, JSON.stringify({ secret: CANARY }))
  writeFileSync(secret, `a\n${CANARY}\n`)
  symlinkSync(outside, join(lake.dir, 'link'))
  process.env.LAKE_TEST_SECRET = CANARY
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const location = { type: 'folders' as const, dir: lake.dir }
  const settings = { location, athena: undefined }
  engine = await analystEngine({ settings, log: recordingLog() })
})
afterAll(async () => {
  await engine.close()
  server.close()
})

/** By what they are after. $SECRET and the like are put in when the test runs. */
const statements: Readonly<Record<string, readonly string[]>> = {
  'files by function': [
    `select * from read_text('$SECRET')`,
    `select * from read_blob('$SECRET')`,
    `select * from read_csv('$SECRET')`,
    `select * from read_csv_auto('$SECRET')`,
    `select * from read_json('$RAW')`,
    `select * from read_json_auto('$RAW')`,
    `select * from read_json_objects('$RAW')`,
    `select * from read_json_objects_auto('$RAW')`,
    `select * from read_ndjson('$RAW')`,
    `select * from read_ndjson_auto('$RAW')`,
    `select * from read_ndjson_objects('$RAW')`,
    `select * from read_parquet('$SECRET')`,
    `select * from read_parquet(['$PARQUET', '$SECRET'])`,
    `select * from parquet_scan('$SECRET')`,
    `select * from parquet_schema('$SECRET')`,
    `select * from parquet_metadata('$SECRET')`,
    `select * from parquet_file_metadata('$SECRET')`,
    `select * from parquet_kv_metadata('$SECRET')`,
    `select * from parquet_bloom_probe('$SECRET', 'a', 1)`,
    `select * from sniff_csv('$SECRET')`,
    `select * from glob('$OUTSIDE/*')`,
    `select * from glob('/etc/*')`,
    `select * from "read_text"('$SECRET')`,
    `select * from READ_TEXT('$SECRET')`,
    `select * from main.read_text('$SECRET')`,
    `select * from system.main.read_text('$SECRET')`,
    `select * from /* x */ read_text /* y */ ('$SECRET')`,
    `from read_text('$SECRET')`,
    `from read_text('$SECRET') select content`,
    `select * from read_text(['$SECRET'])`,
    `select * from read_text('$OUTSIDE/' || 'secret.csv')`,
    `select * from query('select 1')`,
    `select * from query_table('$SECRET')`,
    `select * from query_table(['telegram', '$SECRET'])`,
    `select * from sqlite_scan('$SECRET', 'a')`,
    `select * from iceberg_scan('$OUTSIDE')`,
    `select * from delta_scan('$OUTSIDE')`,
    `select * from read_xlsx('$SECRET')`,
    `select * from st_read('$SECRET')`,
    `select * from arrow_scan(0, 0, 0)`,
    `select * from pandas_scan(0)`,
    `select * from read_duckdb('$SECRET')`,
  ],
  'files by name': [
    `select * from '$SECRET'`,
    `select * from "$SECRET"`,
    `from '$SECRET'`,
    `table '$SECRET'`,
    `select * from '$RAW'`,
    `select * from '$OUTSIDE/*.csv'`,
    `select * from '/etc/passwd'`,
    `select * from '/proc/self/environ'`,
    `select * from '$ENRICHED/../raw/state/secret.json'`,
    `select * from '$LAKE/link/secret.csv'`,
    `select * from 'file://$SECRET'`,
    `select * from telegram, '$SECRET'`,
    `describe select * from '$SECRET'`,
    `describe '$SECRET'`,
    `summarize '$SECRET'`,
    `summarize select * from '$SECRET'`,
    `select * from (pivot '$SECRET' on a using count(*))`,
    `select * from (unpivot '$SECRET' on a)`,
    `select * from telegram positional join '$SECRET'`,
    `select * from telegram asof join '$SECRET' as s on telegram.message_id >= s.a`,
  ],
  'files from within a statement': [
    `select (select content from read_text('$SECRET'))`,
    `select text from messages where text in (select content from read_text('$SECRET'))`,
    `select text from messages where exists (from read_text('$SECRET'))`,
    `with x as (select * from read_text('$SECRET')) select * from x`,
    `with x as materialized (from read_text('$SECRET')) select * from x`,
    `with recursive x as (select 1 as n union all select length(content) from x, read_text('$SECRET')) select * from x`,
    `select text from messages union all select content from read_text('$SECRET')`,
    `select text from messages except select content from read_text('$SECRET')`,
    `select * from messages cross join lateral (select * from read_text('$SECRET'))`,
    `select * from messages join read_text('$SECRET') on true`,
    `select list_transform([1], x -> (select content from read_text('$SECRET')))`,
    `select case when true then (select content from read_text('$SECRET')) end`,
    `select array(select content from read_text('$SECRET'))`,
    `select text from messages order by (select content from read_text('$SECRET'))`,
    `select text from messages limit (select length(content) from read_text('$SECRET'))`,
    `select count(*) from messages group by (select content from read_text('$SECRET'))`,
    `select count(*) from messages having (select content from read_text('$SECRET')) is null`,
    `select sum(message_id) over (order by (select length(content) from read_text('$SECRET'))) from messages`,
    `values ((select content from read_text('$SECRET')))`,
    `select * from (values ((select content from read_text('$SECRET')))) as t (x)`,
    `select count(*) filter (where (select content from read_text('$SECRET')) is null) from messages`,
    `select columns(c -> c in (select content from read_text('$SECRET'))) from messages`,
    `(select 1) intersect (select content from read_text('$SECRET'))`,
    `select * from unnest((select list(content) from read_text('$SECRET')))`,
  ],
  'environment, settings and what the engine knows': [
    `select getenv('LAKE_TEST_SECRET')`,
    `select getenv('HOME')`,
    `select getvariable('x') from duckdb_secrets()`,
    `select * from duckdb_secrets()`,
    `select * from which_secret('s3://x', 's3')`,
    `select * from duckdb_logs()`,
    `select * from duckdb_settings()`,
    `select * from duckdb_extensions()`,
    `select * from duckdb_temporary_files()`,
    `select * from pragma_storage_info('no_messages')`,
    `select * from pragma_database_list()`,
    `select * from enable_logging()`,
    `select * from enable_logging(storage = 'file', storage_config = {'path': '$TARGET'})`,
    `select * from disable_logging()`,
    `select * from truncate_duckdb_logs()`,
    `select * from enable_profiling()`,
    `select * from checkpoint()`,
    `select * from force_checkpoint()`,
    `select * from add_parquet_key('x', '0123456789112345')`,
    `set enable_external_access = true`,
    `set global enable_external_access = true`,
    `set lock_configuration = false`,
    `set allowed_directories = ['/']`,
    `set temp_directory = '$TARGET'`,
    `set home_directory = '$OUTSIDE'`,
    `set log_query_path = '$TARGET'`,
    `set profiling_output = '$TARGET'`,
    `set variable x = (select content from read_text('$SECRET'))`,
    `reset enable_external_access`,
    `pragma enable_external_access = true`,
    `pragma enable_profiling`,
    `pragma profiling_output = '$TARGET'`,
    `pragma database_list`,
    `pragma import_database('$OUTSIDE')`,
    `pragma add_parquet_key('x', '0123456789112345')`,
    `call pragma_version()`,
    `call add_parquet_key('x', '0123456789112345')`,
    `explain analyze select * from read_text('$SECRET')`,
    `explain select * from '$SECRET'`,
    `create secret x (type s3, key_id 'a', secret 'b')`,
    `create persistent secret x (type http, bearer_token 'b')`,
    `drop secret x`,
  ],
  'writing and changing': [
    `copy (select 1) to '$TARGET'`,
    `copy (select 1) to '$INSIDE'`,
    `copy messages to '$TARGET' (format parquet)`,
    `copy messages to '$INSIDE' (format parquet, partition_by (chat_id))`,
    `copy (select 1) to '$PARQUET' (format parquet)`,
    `copy (select 1) to '/dev/stdout'`,
    `copy no_messages from '$SECRET'`,
    `copy from database memory to memory`,
    `export database '$TARGET'`,
    `import database '$OUTSIDE'`,
    `attach '$TARGET'`,
    `attach '$TARGET' as x (type sqlite)`,
    `attach ':memory:' as x`,
    `attach 'host=127.0.0.1' as x (type postgres)`,
    `detach memory`,
    `use system`,
    `create table x as select * from read_text('$SECRET')`,
    `create table x (a int)`,
    `create temp table x as select 1`,
    `create view x as select * from read_text('$SECRET')`,
    `create or replace view messages as select 1`,
    `create or replace temp view telegram as select 1`,
    `create macro x() as table select * from read_text('$SECRET')`,
    `create or replace temp macro day_of_week(x) as getenv('LAKE_TEST_SECRET')`,
    `create schema x`,
    `create type x as enum ('a')`,
    `create sequence x`,
    `create index x on no_messages (message_id)`,
    `insert into no_messages (message_id) values (1)`,
    `with x as (select 1) insert into no_messages (message_id) select * from x`,
    `update no_messages set text = 'x'`,
    `delete from no_messages`,
    `truncate no_messages`,
    `merge into no_messages using messages on false when not matched then insert`,
    `drop view messages`,
    `drop table no_messages cascade`,
    `alter table no_messages add column x int`,
    `comment on table no_messages is 'x'`,
    `vacuum`,
    `checkpoint`,
    `begin transaction`,
    `commit`,
    `prepare x as select * from read_text('$SECRET')`,
    `execute x`,
    `deallocate x`,
    `select * from messages; copy messages to '$TARGET'`,
    `select 1; select * from read_text('$SECRET')`,
    `select 1;;drop view messages`,
  ],
  'the network and extensions': [
    `install httpfs`,
    `force install httpfs from community`,
    `install '$OUTSIDE/x.duckdb_extension'`,
    `load httpfs`,
    `load '$OUTSIDE/x.duckdb_extension'`,
    `update extensions`,
    `select * from read_text('$URL/a.csv')`,
    `select * from read_csv('$URL/a.csv')`,
    `select * from read_parquet('$URL/a.parquet')`,
    `select * from '$URL/a.csv'`,
    `select * from '$URL/a.parquet'`,
    `select * from 's3://bucket/a.parquet'`,
    `select * from 'gcs://bucket/a.parquet'`,
    `select * from 'hf://datasets/a/b.csv'`,
    `select * from 'az://container/a.parquet'`,
    `copy (select 1) to '$URL/a.csv'`,
    `attach '$URL/a.db'`,
    `select * from http_get('$URL')`,
    `select * from postgres_scan('host=127.0.0.1', 'a', 'b')`,
    `select * from postgres_query('x', 'select 1')`,
    `select * from mysql_query('x', 'select 1')`,
  ],
}

const filled = (statement: string) =>
  Object.entries({
    SECRET: secret,
    RAW: raw,
    OUTSIDE: outside,
    TARGET: target,
    INSIDE: inside,
    PARQUET: parquet,
    ENRICHED: lake.enrichedDir,
    LAKE: lake.dir,
    URL: url,
  }).reduce((text, [name, value]) => text.replaceAll(`$${name}`, value), statement)

const facts = `select current_setting('enable_external_access'), current_setting('lock_configuration'),
  (select count(*) from messages), (select count(*) from no_messages)`

describe.each(Object.entries(statements))('%s', (_, list) => {
  it.each(list)('%s', async (statement) => {
    const outcome = await engine.query(filled(statement)).catch((error: unknown) => error)
    expect(outcome).toBeInstanceOf(QueryError)
    expect(String(outcome)).not.toContain(CANARY)
  })
})

describe('after all of that', () => {
  it('the lake and its settings are as before, and still answer', async () => {
    expect((await engine.query(facts)).rows).toEqual([[false, true, 3, 0]])
    expect((await engine.query('select text from messages order by text')).rows).toEqual([
      ['text 1'],
      ['text 2'],
      ['text 3'],
    ])
  })

  it('nothing was written or fetched', () => {
    expect([existsSync(target), existsSync(inside)]).toEqual([false, false])
    expect(readdirSync(outside)).toEqual(['secret.csv'])
    expect(readFileSync(secret, 'utf8')).toBe(`a\n${CANARY}\n`)
    expect(requests).toEqual([])
  })
})
