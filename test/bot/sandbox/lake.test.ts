import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { tempFolder } from '../../helpers/temp.ts'
import { sandboxOver } from './harness.ts'

describe('the lake beside the chat', () => {
  it('shows what waits, and after a compaction what is there', async () => {
    const { post, state, say, settled, sql, member, admin } = await sandboxOver()
    const empty = (await state()).lake
    expect(empty).toMatchObject({ rawObjectsToday: 0, isWaiting: false, days: [], stored: [] })

    const { body } = await post('send', { user_id: member, text: 'how do I exit vim?' })
    await say(admin, '/help')
    const waiting = (await state()).lake
    expect(waiting).toMatchObject({ rawObjectsToday: 3, isWaiting: true, days: [] })
    expect(waiting.stored.map(({ key }) => key.split('/').at(-1))).toContainEqual(
      expect.stringMatching(/^bot-.*\.json$/),
    )

    expect((await post('compact', {})).body.days).toMatchObject([{ rows: 3 }])
    const { lake } = await state()
    expect(lake).toMatchObject({ isWaiting: false, lastCompactedDay: lake.today })
    expect(lake.days).toEqual([{ date: lake.today, rows: 3 }])
    expect(lake.compacted).toMatchObject({ date: lake.today, rows: 3, objects: 3 })

    const { message_id } = body
    await post('edit', { user_id: member, message_id, text: 'how do I leave vim?' })
    await settled()
    expect((await state()).lake.isWaiting).toBe(true)
    await post('compact', {})
    const statement = `select text, edit_count from messages where message_id = ${String(message_id)}`
    expect((await sql(statement)).rows).toEqual([['how do I leave vim?', 1]])
    expect((await post('compact', {})).body.days).toEqual([])
  })

  it('puts an edit of an old message beside it', async () => {
    const { post, state, settled, sql } = await sandboxOver()
    const { messages } = await state()
    const old = messages.at(-1)!
    await post('edit', { user_id: old.from!.id, message_id: old.message_id, text: 'edited' })
    await settled()
    await post('compact', {})
    expect((await sql('select text, message_id from messages')).rows).toEqual([
      ['edited', old.message_id],
    ])
  })
})

describe('the SQL box', () => {
  it('reads the lake', async () => {
    const { post } = await sandboxOver()
    const { status, body } = await post('sql', { statement: 'select 1 as one, null as nothing' })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      columns: [{ name: 'one', type: 'bigint' }, { name: 'nothing' }],
      rows: [[1, null]],
      isCut: false,
    })
  })

  it('sends the first rows of many, and says that there are more', async () => {
    const { sql } = await sandboxOver()
    const { rows, isCut } = await sql('select * from range(2000)')
    expect([(rows as unknown[]).length, isCut]).toEqual([500, true])
  })

  it('writes nothing, reads no file and changes no setting', async () => {
    const { post, lake } = await sandboxOver()
    const target = join(tempFolder(), 'out.csv')
    for (const statement of [
      `create table t (a int)`,
      `copy (select 1) to '${target}'`,
      `insert into telegram select * from telegram`,
      `drop view messages`,
      `attach '${target}' as other`,
      `set enable_external_access = true`,
      `pragma database_list`,
      `install httpfs`,
      `select * from read_csv('/etc/passwd')`,
      `select * from read_text('${lake.dir}/sandbox.json')`,
      `select * from '/etc/passwd'`,
      `select * from 'package.json'`,
      `select 1; drop view messages`,
      `select getenv('HOME')`,
    ]) {
      const { status, body } = await post('sql', { statement })
      expect(`${status} ${statement}`).toBe(`400 ${statement}`)
      expect(String(body.error).length).toBeGreaterThan(5)
    }
    expect(existsSync(target)).toBe(false)
  })

  it('says what is wrong with a statement, and what may be meant', async () => {
    const { sql } = await sandboxOver()
    expect((await sql('')).error).toBe('there is no statement: write a SELECT')
    expect((await sql('select sender_nam from messages')).error).toMatch(
      /"sender_nam" not found[^]*Candidate bindings: .*"sender_name"[^]*LINE 1: select sender_nam/,
    )
    expect((await sql('selct 1')).error).toMatch(/syntax error[^]*LINE 1: selct 1/)
  })
})
