import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { beforeAll, describe, expect, it } from 'vitest'

import { backfill } from '../../../etl/backfill.ts'
import { lake as spawnLake, outcome, startCli } from '../../helpers/cli.ts'
import { lake } from '../../helpers/cli-in-process.ts'
import { tempLake } from '../../helpers/lake.ts'
import { childrenOf, isThere } from '../../helpers/processes.ts'
import { tempFolder } from '../../helpers/temp.ts'
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

  it('prints rows one below the other with --vertical, whole', async () => {
    const { stdout } = await sql(texts, '--vertical')
    expect(stdout).toBe(
      [
        '-- 1 ------------',
        'message_id       1',
        'user_first_name  Ana',
        'text             olá, "mundo"',
        '                 fim',
        '-- 2 ------------',
        'message_id       2',
        'user_first_name  Łukasz',
        'text             日本語 👩‍💻',
        '-- 3 ------------',
        'message_id       3',
        'user_first_name  Ana',
        'text             NULL',
        '',
      ].join('\n'),
    )
  })

  const formulas = `select '=1+2' as a, '+55' as b, '-x' as c, '@ana' as d, -5 as e, chr(9) || '=1' as f, 'a=b' as g`

  it('keeps spreadsheets from running texts in CSV, unless they are wanted raw', async () => {
    const [safe, raw] = [await sql(formulas, '--csv'), await sql(formulas, '--csv', '--raw')]
    expect(safe.stdout).toBe("a,b,c,d,e,f,g\r\n'=1+2,'+55,'-x,'@ana,-5,'\t=1,a=b\n")
    expect(raw.stdout).toBe('a,b,c,d,e,f,g\r\n=1+2,+55,-x,@ana,-5,\t=1,a=b\n')
    expect(await sql(formulas, '--raw')).toMatchObject({
      code: 2,
      stderr: '--raw goes with --csv\n',
    })
  })

  describe('on a terminal', () => {
    const onTerminal = (statement: string, columns: number, ...args: string[]) =>
      lake(['sql', statement, ...args], {
        dir: filled.dir,
        terminal: { columns, rows: 24 },
        env: { PAGER: '' },
      })
    const wide = `select 1 as number, '${'abcdefghi '.repeat(5)}' as text, 12345678 as other, 'zzzzz' as last`

    it('is as wide as that: texts are cut', async () => {
      expect((await onTerminal(wide, 46)).stdout).toBe(
        [
          'number  text                      other  last',
          '------  ---------------------  --------  -----',
          '     1  abcdefghi abcdefghi…   12345678  zzzzz',
          '',
        ].join('\n'),
      )
    })

    it('leaves out the columns that do not fit, and says how many', async () => {
      expect((await onTerminal(wide, 30)).stdout).toBe(
        [
          'number  text',
          '------  ----------------------',
          '     1  abcdefghi abcdefghi a…',
          '… and 2 more columns: --vertical shows them',
          '',
        ].join('\n'),
      )
    })

    it.each([
      ['a table', []],
      ['rows one below the other', ['--vertical']],
      ['JSON', ['--json']],
      ['CSV', ['--csv']],
    ])('gets no control characters in %s', async (_, args) => {
      const statement = `select chr(27) || '[2J' || chr(155) || '31m' as "a\u001bb"`
      const { code, stdout } = await onTerminal(statement, 80, ...args)
      expect(code).toBe(0)
      expect(stdout).not.toMatch(/(?!\n)\p{Cc}/u)
    })

    it('gets no control characters in errors', async () => {
      const { code, stderr } = await onTerminal('select "a\u001b[2Jb"', 80)
      expect(code).toBe(1)
      expect(stderr).toContain('a\\u001b[2Jb')
      expect(stderr).not.toMatch(/(?!\n)\p{Cc}/u)
    })

    const numbers = (count: number) => `select x from unnest(sequence(1, ${count})) as t (x)`
    const terminal = { columns: 80, rows: 24 }

    it('is paged when it is longer than the screen', async () => {
      const file = join(tempFolder(), 'paged')
      const env = { PAGER: `cat > ${file}` }
      const { stdout } = await lake(['sql', numbers(30)], { env, terminal })
      expect(stdout).toBe('')
      expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(32)
      const short = await lake(['sql', numbers(3)], { env, terminal })
      expect(short.stdout).toBe('x\n-\n1\n2\n3\n')
    })

    /** What is printed, and what goes through the pager instead. */
    async function paged(statement: string, { rows = 24, isTerminal = true } = {}) {
      const file = join(tempFolder(), 'paged')
      const env = { PAGER: `(printf '%s\\n' "$LESS"; cat) > ${file}` }
      const size = isTerminal ? { terminal: { columns: 80, rows } } : {}
      const { code, stdout } = await lake(['sql', statement], { env, ...size })
      return { code, stdout, file: existsSync(file) ? readFileSync(file, 'utf8') : '' }
    }

    it('is paged from the height of the screen on, with lines that take two counted as two', async () => {
      expect(await paged(numbers(2), { rows: 5 })).toMatchObject({ file: '' })
      expect(await paged(numbers(3), { rows: 5 })).toMatchObject({ stdout: '' })
      const long = `select '${'b'.repeat(50)}' as "${'a'.repeat(50)}"`
      const vertical = (rows: number) =>
        lake(['sql', long, '--vertical'], {
          env: { PAGER: 'cat > /dev/null' },
          terminal: { columns: 80, rows },
        })
      expect((await vertical(4)).stdout).not.toBe('')
      expect((await vertical(3)).stdout).toBe('')
    })

    it('leaves the screen as it was, and colours as they are, as with git', async () => {
      expect((await paged(numbers(30))).file).toMatch(/^FRX\n/)
    })

    it('leaves Ctrl-C to the pager, which may be searching', async () => {
      const file = join(tempFolder(), 'paged')
      const env = { PAGER: `kill -INT $PPID; sleep 0.2; cat > ${file}` }
      expect((await lake(['sql', numbers(30)], { env, terminal })).code).toBe(0)
      expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(32)
    })

    it('is printed when PAGER is empty, or to something that is no terminal', async () => {
      const { stdout } = await lake(['sql', numbers(30)], { env: { PAGER: ' ' }, terminal })
      expect(stdout.trimEnd().split('\n')).toHaveLength(32)
      const piped = await paged(numbers(30), { isTerminal: false })
      expect(piped.file).toBe('')
      expect(piped.stdout.trimEnd().split('\n')).toHaveLength(32)
    })

    it('is printed when there is no such pager', async () => {
      const env = { PAGER: 'no-such-pager 2>&-' }
      const { code, stdout } = await lake(['sql', numbers(30)], { env, terminal })
      expect(code).toBe(0)
      expect(stdout.trimEnd().split('\n')).toHaveLength(32)
    })
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

  it.each([
    [['--csv'], 'x\r\n1\r\n2\n'],
    [['--json'], '{"columns":[{"name":"x","type":"bigint"}],"rows":[[1],[2]]}\n'],
    [[], 'x\n-\n1\n2\n'],
  ])(
    'prints so many rows as are wanted, and says that there are more: %j',
    async (args, printed) => {
      const statement = 'select x from unnest(sequence(1, 3)) as t (x)'
      const { code, stdout, stderr } = await sql(statement, '--max-rows', '2', ...args)
      expect({ code, stdout }).toEqual({ code: 0, stdout: printed })
      expect(stderr).toContain('These are the first 2 rows, and there are more')
      const all = await sql(statement, '--max-rows', 'all', ...args)
      expect(all.stderr).not.toContain('there are more')
    },
  )

  it('prints a million rows unless more are wanted, and says that there are more', async () => {
    const { code, stdout, stderr } = await sql('select x from range(1000001) as t (x)', '--csv')
    expect(code).toBe(0)
    expect(stdout.trimEnd().split('\r\n')).toHaveLength(1 + 1_000_000)
    expect(stderr).toContain('These are the first 1,000,000 rows, and there are more')
  }, 90_000)

  it('takes no number of rows that is none', async () => {
    const { code, stderr } = await sql('select 1', '--max-rows', '0')
    expect(code).toBe(2)
    expect(stderr).toBe('--max-rows: "0" is neither a number from 1 on nor all\n')
  })

  it('prints a header without rows', async () => {
    const none = 'select 1 as x where 1 = 2'
    expect((await sql(none, '--csv')).stdout).toBe('x\n')
    expect(JSON.parse((await sql(none, '--json')).stdout)).toMatchObject({ rows: [] })
  })

  it('ends with Ctrl-C, and so does its statement', async () => {
    const endless = 'select count(*) from range(100000000000) as a(x), range(1000) as b(y)'
    const child = startCli(['sql', endless], filled.dir)
    const ended = outcome(child)
    const pids = () => childrenOf(child.pid ?? 0)
    await expect.poll(() => pids().length, { timeout: 20_000 }).toBe(1)
    const [pid = 0] = pids()
    child.kill('SIGINT')
    expect(await ended).toMatchObject({ code: null, stdout: '' })
    await expect.poll(() => isThere(pid), { timeout: 5_000 }).toBe(false)
  })

  it('answers in an empty lake, and makes nothing there', async () => {
    const { code, stdout } = await spawnLake(['sql', 'select count(*) as n from messages', '--csv'])
    expect({ code, stdout: stdout.trim() }).toEqual({ code: 0, stdout: 'n\r\n0' })
  })
})
