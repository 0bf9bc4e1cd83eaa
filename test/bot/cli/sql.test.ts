import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

import { beforeAll, describe, expect, it } from 'vitest'

import { backfill } from '../../../etl/backfill.ts'
import { lake as spawnLake } from '../../helpers/cli.ts'
import { lake } from '../../helpers/cli-in-process.ts'
import { tempLake } from '../../helpers/lake.ts'
import { messageUpdate } from '../../helpers/updates.ts'

describe('lake sql', () => {
  const filled = tempLake()
  beforeAll(async () => {
    filled.layUpdates(
      messageUpdate(1, { text: 'olá, "mundo"\nfim' }),
      messageUpdate(2, { text: '日本語 👩‍💻', from: { id: 8, is_bot: false, first_name: 'Łukasz' } }),
      messageUpdate(3, { text: undefined, photo: [] }),
    )
    await backfill(filled, {})
  })
  const sql = (...args: string[]) => lake(['sql', ...args], { dir: filled.dir })
  const texts = 'select message_id, user_first_name, text from messages order by message_id'

  it('prints a table that is aligned by width, numbers to the right', async () => {
    const { code, stdout, stderr } = await sql(texts)
    expect(code).toBe(0)
    expect(stdout).toBe(
      [
        'message_id  user_first_name  text',
        '----------  ---------------  ----------------',
        '         1  Ana              olá, "mundo" fim',
        '         2  Łukasz           日本語 👩💻',
        '         3  Ana              NULL',
        '',
      ]
        .join('\n')
        .replace('👩💻', stdout.includes('👩‍💻') ? '👩‍💻' : '👩 💻'),
    )
    expect(stderr).toMatch(/^3 rows in \d+ ms\n$/)
  })

  it('prints JSON alone, with types', async () => {
    const { code, stdout, stderr } = await sql(texts, '--json')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(JSON.parse(stdout)).toEqual({
      columns: [
        { name: 'message_id', type: 'bigint' },
        { name: 'user_first_name', type: 'varchar' },
        { name: 'text', type: 'varchar' },
      ],
      rows: [
        [1, 'Ana', 'olá, "mundo"\nfim'],
        [2, 'Łukasz', '日本語 👩‍💻'],
        [3, 'Ana', null],
      ],
    })
  })

  it('prints CSV alone, quoted where it must be', async () => {
    const { code, stdout, stderr } = await sql(texts, '--csv')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout.trimEnd()).toBe(
      'message_id,user_first_name,text\r\n1,Ana,"olá, ""mundo""\nfim"\r\n2,Łukasz,日本語 👩‍💻\r\n3,Ana,',
    )
  })

  it('reads the statement from standard input', async () => {
    const { stdout } = await spawnLake(['sql', '-', '--json'], {
      dir: filled.dir,
      input: 'select count(*) as n\nfrom messages;\n',
    })
    expect(JSON.parse(stdout)).toMatchObject({ rows: [[3]] })
  })

  it.each([
    ['select * from nothing', /Table with name nothing does not exist/],
    ['selec 1', /syntax error at or near "selec"/],
    ['drop view telegram', /^the lake is read only: write a SELECT\n$/],
    [`select * from read_text('/etc/passwd')`, /^read_text\(…\) is not allowed here/],
    ['select 1; select 2', /^expected one statement, got 2/],
    ['/* nothing */', /^there is no statement/],
  ])('says of %j what is wrong: exit code 1, nothing on stdout', async (statement, message) => {
    const { code, stdout, stderr } = await sql(statement, '--json')
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(message)
    expect(stderr).not.toContain('    at ')
  })

  it('ends quietly when nobody reads on, as with | head', async () => {
    const { stdout, stderr } = await promisify(execFile)(
      'bash',
      [
        '-o',
        'pipefail',
        '-c',
        '"$0" bot/lake.js sql "select x from unnest(sequence(1, 300000)) as t (x)" --csv | head -2',
        process.execPath,
      ],
      { env: { ...process.env, LAKE_DIR: filled.dir } },
    )
    expect({ stdout: stdout.split(/\r?\n/), stderr }).toEqual({
      stdout: ['x', '1', ''],
      stderr: '',
    })
  })

  it('answers in an empty lake, and makes nothing there', async () => {
    const { code, stdout } = await spawnLake(['sql', 'select count(*) as n from messages', '--csv'])
    expect({ code, stdout: stdout.trim() }).toEqual({ code: 0, stdout: 'n\r\n0' })
  })
})
