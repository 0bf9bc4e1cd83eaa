import { readdirSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { lake as spawnLake } from '../../helpers/cli.ts'
import { lake } from '../../helpers/cli-in-process.ts'
import { tempFolder } from '../../helpers/temp.ts'

const commands = ['start', 'replay', 'etl', 'sql', 'doctor']

describe('lake', () => {
  it('says in its help what it can do', async () => {
    const { code, stdout, stderr } = await spawnLake(['--help'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'))
  })

  it.each(commands)('has a help for %s, and does nothing else', async (command) => {
    const dir = tempFolder()
    const { code, stdout, stderr } = await lake([command, '--help'], { dir })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain(`Usage: lake ${command}`)
    expect(readdirSync(dir)).toEqual([])
  })

  it.each([
    [[], 'Usage: lake'],
    [['fly'], `unknown command 'fly'`],
    [['--fly'], `unknown option '--fly'`],
    [['replay'], `missing required argument 'file'`],
    [['sql'], `missing required argument 'statement'`],
    [['sql', ' '], 'the statement is empty'],
    [['sql', 'select 1', '--json', '--csv'], 'choose one of --vertical, --json, --csv'],
    [['sql', 'select 1', 'select 2'], 'too many arguments'],
    [['etl', '--since', 'ontem'], '--since: not a day: "ontem", write it as 2026-11-01'],
    [['etl', '--until', '2026-02-30'], '--until: not a day: "2026-02-30"'],
    [['etl', '--since'], 'argument missing'],
    [
      ['etl', '--since', '2026-11-02', '--until', '2026-11-01'],
      'the range ends (2026-11-01) before it begins (2026-11-02)',
    ],
  ])('takes %j for wrong usage: exit code 2, and nothing on stdout', async (args, message) => {
    const { code, stdout, stderr } = await lake(args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(message)
    expect(stderr).not.toContain('    at ')
  })

  it('names all that is wrong with the configuration: exit code 2', async () => {
    const env = { TIME_ZONE: 'Brasil', PORT: 'x', TELEGRAM_CHAT_ID: 'grupo' }
    const { code, stdout, stderr } = await spawnLake(['etl'], { env })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr.trim().split('\n')).toHaveLength(4)
    for (const name of Object.keys(env)) expect(stderr).toContain(name)
  })
})
