import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { beforeAll, describe, expect, it } from 'vitest'

import { columns, type MessageRow } from '../../etl/lake/schema.ts'
import { encodeParquet } from '../../etl/parquet.ts'
import { footerValue, verifyParquet } from '../../etl/parquet-read.ts'
import { duckdbValue, metadataOf, readers } from '../helpers/parquet.ts'
import { randomFrom } from '../helpers/random.ts'
import { tempFolder } from '../helpers/temp.ts'

const folder = tempFolder()

const textColumns = columns.filter(({ type }) => type === 'string').map(({ name }) => name)

/** Text that breaks naive assumptions about order, length or encoding. */
const pieces = [
  'olá',
  '😂',
  '🔥🔥',
  '👩‍💻',
  '🇧🇷',
  '！',
  '\ue000',
  '\uffff',
  'ﬀ',
  '日本語',
  'مرحبا',
  'привет',
  "it's",
  '"quoted"',
  'a,b;c',
  'line\nbreak\r\n',
  '\u0000',
  '\u2028',
  '\\N',
  'null',
  ' ',
]

/** Rows with everything a column can hold: negative and large ids, nulls, empty stretches, difficult text. */
function hardRows(count: number, seed: number): MessageRow[] {
  const random = randomFrom(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const text = () =>
    Array.from({ length: 1 + below(6) }, () => pieces[below(pieces.length)]).join('')
  const maybe = <T>(value: T) => (below(3) === 0 ? null : value)
  const id = () => [7, -1_003_999_999_999_999, 4_503_599_627_370_495, -1, 0][below(5)] as number
  return Array.from({ length: count }, (_, index) => ({
    message_id: index,
    user_id: maybe(id()),
    user_is_bot: maybe(below(2) === 0),
    user_first_name: maybe(below(20) === 0 ? '🐱' : text()),
    chat_id: id(),
    chat_type: 'supergroup',
    text: index % 500 < 100 ? null : maybe(text()),
    date: below(4_294_967_296),
    update_id: 4_503_599_627_370_495 - index,
    message_type: 'text',
    caption: null,
    user_last_name: maybe(text()),
    user_username: index < count / 2 ? null : 'late',
    user_language_code: maybe('pt-br'),
    sender_id: maybe(id()),
    sender_name: maybe(text()),
    reply_to_message_id: maybe(id()),
    reply_to_sender_id: maybe(id()),
    message_thread_id: null,
    media_group_id: maybe('13577'),
    forward_origin_type: index > count / 2 ? null : 'hidden_user',
    via_bot_id: maybe(id()),
    edit_date: maybe(below(4_294_967_296)),
    edit_count: below(3),
    service_type: null,
    is_automatic_forward: below(2) === 0,
    sent_at: (below(4_294_967_296) - 50_000) * 1000,
    author_signature: maybe(text()),
    sender_tag: maybe(text()),
    chat_title: maybe(text()),
    topic_name: maybe(text()),
    title: maybe(text()),
    has_link: below(2) === 0,
    is_question: below(2) === 0,
    question_type: maybe('opening'),
    question_id: maybe(id()),
    question: maybe(text()),
    question_terms: maybe(text()),
    to_sender_id: maybe(id()),
    answers_message_id: maybe(id()),
    answer_rule: maybe('reply'),
    answer_seconds: maybe(below(4_294_967_296)),
    confirms_message_id: maybe(id()),
  }))
}

describe('a file of 60,000 difficult rows', () => {
  const rows = hardRows(60_000, 1)
  const path = join(folder, 'hard.parquet')
  let file: Uint8Array

  beforeAll(async () => {
    file = await encodeParquet(rows, { source: 'abc' })
    writeFileSync(path, file)
  })

  it.each(Object.entries(readers))('is read back by %s, value by value', async (_, read) => {
    const found = await read(path, file)
    expect(found).toHaveLength(rows.length)
    for (const { name } of columns) {
      const column = name as keyof MessageRow
      const differing = rows.findIndex((row, index) => found[index]?.[column] !== row[column])
      expect([name, differing, found[differing]?.[column]]).toEqual([name, -1, undefined])
    }
  })

  it('has the columns of the schema, in order, with their types', () => {
    const types = { bigint: 'INT64', boolean: 'BOOLEAN', string: 'BYTE_ARRAY', timestamp: 'INT64' }
    expect(
      metadataOf(file)
        .schema.slice(1)
        .map(({ name, type, repetition_type }) => [name, type, repetition_type]),
    ).toEqual(
      columns.map(({ name, type, nullable }) => [
        name,
        types[type],
        nullable ? 'OPTIONAL' : 'REQUIRED',
      ]),
    )
    const ofType = (type: string) =>
      metadataOf(file)
        .schema.filter(({ converted_type }) => converted_type === type)
        .map(({ name }) => name)
    expect(ofType('UTF8')).toEqual(textColumns)
    expect(ofType('TIMESTAMP_MILLIS')).toEqual(['sent_at'])
  })

  it('says of its timestamps that they are wall-clock time, in no zone', () => {
    const timestamps = metadataOf(file).schema.filter(({ logical_type }) => logical_type)
    expect(timestamps.map(({ name, logical_type }) => [name, logical_type])).toEqual([
      ['sent_at', { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MILLIS' }],
    ])
  })

  it('is compressed, without page indexes, in row groups of 20,000 rows or more', () => {
    const groups = metadataOf(file).row_groups
    expect(groups.reduce((sum, group) => sum + Number(group.num_rows), 0)).toBe(60_000)
    for (const group of groups.slice(0, -1))
      expect(Number(group.num_rows)).toBeGreaterThanOrEqual(20_000)
    for (const chunk of groups.flatMap((group) => group.columns)) {
      expect(chunk.meta_data?.codec).toBe('SNAPPY')
      expect(chunk.column_index_offset).toBeUndefined()
      expect(chunk.offset_index_offset).toBeUndefined()
    }
  })

  it('has only version 1 data pages with plain encoding', () => {
    const chunks = metadataOf(file).row_groups.flatMap((group) => group.columns)
    for (const { meta_data } of chunks) {
      expect(meta_data?.encodings.toSorted()).toEqual(['PLAIN', 'RLE'])
      // The header of the first page begins with its type, a thrift enum: 0 is a version 1 data page.
      const start = Number(meta_data?.data_page_offset)
      expect([...file.subarray(start, start + 2)]).toEqual([0x15, 0])
    }
  })

  it('has no statistics for text, and correct ones where there are any', () => {
    for (const group of metadataOf(file).row_groups)
      for (const { meta_data } of group.columns) {
        const name = meta_data?.path_in_schema.join('.') ?? ''
        if (textColumns.includes(name)) expect(meta_data?.statistics).toBeUndefined()
      }
    let first = 0
    for (const group of metadataOf(file).row_groups) {
      const ofGroup = rows.slice(first, first + Number(group.num_rows))
      first += ofGroup.length
      for (const { meta_data } of group.columns) {
        const name = meta_data?.path_in_schema.join('.') as keyof MessageRow
        const { min_value, max_value, null_count } = meta_data?.statistics ?? {}
        const values = ofGroup.map((row) => row[name]).filter((value) => value !== null)
        if (null_count !== undefined)
          expect([name, Number(null_count)]).toEqual([name, ofGroup.length - values.length])
        if (min_value === undefined) continue
        const numbers = values.map(Number)
        expect([name, Number(min_value), Number(max_value)]).toEqual([
          name,
          numbers.reduce((a, b) => Math.min(a, b)),
          numbers.reduce((a, b) => Math.max(a, b)),
        ])
      }
    }
  })

  it.each(['😂', '🔥🔥', '🐱', '！', '\ue000', 'olá'])(
    'returns every matching row when searched for %j',
    async (text) => {
      for (const column of ['text', 'user_first_name', 'sender_name'] as const) {
        const expected = rows.filter((row) => row[column] === text).length
        const sql = `select count(*) from '${path}' where "${column}" = '${text}'`
        expect([column, await duckdbValue(sql)]).toEqual([column, expected])
      }
    },
  )

  it('returns every matching row when searched by a range of ids and dates', async () => {
    const expected = rows.filter(
      ({ chat_id, date }) => chat_id < -1_000 && date >= 4_000_000_000,
    ).length
    const where = `chat_id < -1000 and "date" >= 4000000000`
    expect(await duckdbValue(`select count(*) from '${path}' where ${where}`)).toBe(expected)
    expect(expected).toBeGreaterThan(100)
  })

  it('passes verification, and fails it against any other rows', async () => {
    await verifyParquet(file, rows)
    const message = (keys: readonly MessageRow[]) =>
      verifyParquet(file, keys).then(
        () => 'accepted',
        (error: Error) => error.message,
      )
    expect(await message(rows.slice(1))).toMatch(/^parquet: rows: found \d+, expected \d+/)
    const changed = rows.with(55_555, { ...(rows[0] as MessageRow), message_id: -7 })
    expect(await message(changed)).toMatch(/^parquet: key of row 55555: found/)
  })

  it('records its source in the footer', () => {
    expect(footerValue(file, 'source')).toBe('abc')
    expect(footerValue(file.subarray(-256 * 1024), 'source')).toBe('abc')
    expect(footerValue(file, 'other')).toBeUndefined()
    expect(footerValue(new Uint8Array(), 'source')).toBeUndefined()
    expect(footerValue(Buffer.from('not a file of this kind'), 'source')).toBeUndefined()
  })

  it('is identical, byte for byte, when encoded again', async () => {
    expect(Buffer.compare(await encodeParquet(rows, { source: 'abc' }), file)).toBe(0)
  })
})

describe('encodeParquet', () => {
  const one = hardRows(1, 2)[0] as MessageRow

  it.each(Object.entries(readers))(
    'writes files of no rows and of one row that %s reads',
    async (_, read) => {
      for (const rows of [[], [one], hardRows(3, 4)]) {
        const file = await encodeParquet(rows, {})
        const path = join(folder, 'small.parquet')
        writeFileSync(path, file)
        expect(await read(path, file)).toEqual(rows)
        await verifyParquet(file, rows)
      }
    },
  )

  it.each(Object.entries(readers))('writes 512 KiB texts that %s reads', async (_, read) => {
    const rows = ['ç', '😀', 'x'].map((text, index) => ({
      ...one,
      message_id: index,
      text: text.repeat((512 * 1024) / Buffer.byteLength(text)),
    }))
    const file = await encodeParquet(rows, {})
    const path = join(folder, 'long.parquet')
    writeFileSync(path, file)
    expect(await read(path, file)).toEqual(rows)
  })

  it('bounds row groups in bytes, each by its own bytes only', async () => {
    const groupsOf = async (count: number, bytes: number) => {
      const text = 'x'.repeat(bytes)
      const rows = Array.from({ length: count }, (_, index) => ({
        ...one,
        message_id: index,
        text,
      }))
      return metadataOf(await encodeParquet(rows, {})).row_groups.map(({ num_rows }) =>
        Number(num_rows),
      )
    }
    // 66 MB in a few rows: no group holds much more than 32 MiB.
    const large = await groupsOf(330, 200_000)
    expect(Math.max(...large)).toBeLessThanOrEqual(170)
    expect(large.length).toBeGreaterThanOrEqual(2)
    // 48 MB in many rows: the bytes of a group do not count towards the next.
    const many = await groupsOf(80_000, 600)
    for (const rows of many.slice(0, -1)) expect(rows).toBeGreaterThanOrEqual(20_000)
  })

  it.each([
    ['a missing value', { chat_id: null }, 'parquet: chat_id is missing'],
    ['an unset value', { chat_type: undefined }, 'parquet: chat_type is missing'],
    ['text for a number', { date: '5' }, 'parquet: date cannot hold a text'],
    ['a number beyond 2^53', { user_id: 2 ** 53 }, 'parquet: user_id cannot hold'],
    ['a fraction', { sent_at: 1.5 }, 'parquet: sent_at cannot hold 1.5'],
    ['a number for text', { text: 5 }, 'parquet: text cannot hold 5'],
    ['text for a boolean', { user_is_bot: 'false' }, 'parquet: user_is_bot cannot hold a text'],
    ['not a number', { edit_count: NaN }, 'parquet: edit_count cannot hold'],
  ])('rejects %s instead of converting it', async (_, fields, message) => {
    const row = { ...one, ...fields } as MessageRow
    await expect(encodeParquet([one, row], {})).rejects.toThrow(message)
  })

  it('works after an earlier file failed', async () => {
    const bad = { ...one, text: 5 } as unknown as MessageRow
    await encodeParquet([one, bad], {}).catch(() => {})
    const rows = hardRows(10, 3)
    await verifyParquet(await encodeParquet(rows, {}), rows)
  })
})
