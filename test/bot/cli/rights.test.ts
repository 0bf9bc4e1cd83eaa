import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

import { describe, expect, it, onTestFinished } from 'vitest'

import { backfill } from '../../../etl/backfill.ts'
import { filesystemStore } from '../../../etl/lake/filesystem.ts'
import { outcome } from '../../helpers/cli.ts'
import { lake } from '../../helpers/cli-in-process.ts'
import { tempLake } from '../../helpers/lake.ts'
import { BOT, GROUP, telegramGroup } from '../../helpers/telegram-group.ts'
import { tempFolder } from '../../helpers/temp.ts'
import { messageUpdate } from '../../helpers/updates.ts'

/** Starts `lake` as somebody whom rights bind: root may do everything, so not as that. */
function startAsNobody(args: readonly string[], dir: string, env: Record<string, string> = {}) {
  const { PATH = '' } = process.env
  const isRoot = process.getuid?.() === 0
  return spawn(process.execPath, ['bot/lake.js', ...args], {
    env: { PATH, LAKE_DIR: dir, TSX_DISABLE_CACHE: '1', ...env },
    ...(isRoot && { uid: 65_534 }),
  })
}

/** As `startAsNobody`, until it exits. */
function lakeAsNobody(args: readonly string[], dir: string, env: Record<string, string> = {}) {
  return outcome(startAsNobody(args, dir, env))
}

/** A folder that everybody may read and nobody may write. */
function closed(dir: string): string {
  chmodSync(dir, 0o555)
  onTestFinished(() => chmodSync(dir, 0o755))
  return dir
}

describe('without the right', () => {
  it('to write to the lake, start names the folder', async () => {
    const dir = closed(tempFolder())
    expect(await lakeAsNobody(['start'], dir)).toEqual({
      code: 1,
      stdout: '',
      stderr: `no permission for ${dir}: give it to this user, or choose another place\n`,
    })
  })

  it('to write to a lake that is there, start marks it in its list', async () => {
    const { actor, groupEnv } = await telegramGroup()
    actor.addBot(GROUP, BOT, { role: 'administrator' })
    const { dir, lay } = tempLake()
    lay('state/zone', 'America/Sao_Paulo')
    for (const folder of ['raw/state', 'raw', '.']) closed(join(dir, folder))
    const child = startAsNobody(['start'], dir, { ...groupEnv, PORT: '0', LANG: 'pt_BR.UTF-8' })
    const ended = outcome(child)
    child.stdout.on('data', (text: string) => {
      if (text.includes('Ctrl-C')) child.kill('SIGINT')
    })
    const { code, stdout } = await ended
    expect(code).toBe(0)
    expect(stdout.split('\n').filter((line) => line.startsWith('✗'))).toEqual([
      `✗ Armazenamento: sem permissão para gravar em ${dir}. Dê a permissão a este usuário, ou defina outra pasta em LAKE_DIR`,
    ])
  })

  it('to write to a lake that is there, the sandbox does not open', async () => {
    const { dir, lay } = tempLake()
    lay('state/zone', 'America/Sao_Paulo')
    for (const folder of ['raw/state', 'raw', '.']) closed(join(dir, folder))
    expect(await lakeAsNobody(['start'], dir, { PORT: '0' })).toEqual({
      code: 1,
      stdout: '',
      stderr: `no permission for ${join(dir, 'raw')}: give it to this user, or choose another place\n`,
    })
  })

  it('to read a file, replay names it', async () => {
    const folder = tempFolder()
    chmodSync(folder, 0o755)
    const dir = join(folder, 'lake')
    mkdirSync(dir)
    chmodSync(dir, 0o777)
    const file = join(folder, 'secret.ndjson')
    writeFileSync(file, '{}', { mode: 0 })
    expect(await lakeAsNobody(['replay', file], dir, { LANG: 'es_ES' })).toEqual({
      code: 1,
      stdout: '',
      stderr: `sin permiso para ${file}: dáselo a este usuario o elige otro lugar\n`,
    })
  })

  it('to write to the lake, a report shows what is compacted, and says so', async () => {
    const { dir, enrichedDir, layUpdates, ...deps } = tempLake()
    layUpdates(messageUpdate(1))
    await backfill({ ...deps, enriched: filesystemStore(enrichedDir, 'all') }, {})
    layUpdates(messageUpdate(2, { date: Math.floor(Date.now() / 1000) }))
    // What people asked to be erased must be known, or no report is given.
    for (const folder of ['', '/state', '/state/people', '/state/privacy']) {
      chmodSync(join(dir, `raw${folder}`), 0o755)
    }
    closed(dir)
    closed(join(dir, 'enriched'))
    closed(join(dir, 'enriched/telegram'))
    const args = ['report', 'messages_per_user', 'all', '--csv']
    const { code, stdout, stderr } = await lakeAsNobody(args, dir)
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr:
        'no right to read new messages or to write to the lake: the report covers only what is already compacted\n',
    })
    expect(stdout.trimEnd().split('\r\n')).toHaveLength(2)
  })
})

it.each([
  [{}, '600', '700'],
  [{ LAKE_MODE: 'group' }, '640', '750'],
])('replay makes a lake with %j of files %s and folders %s', async (env, file, folder) => {
  const dir = join(tempFolder(), 'lake')
  const updates = join(tempFolder(), 'u.ndjson')
  writeFileSync(updates, JSON.stringify(messageUpdate(1)))
  expect((await lake(['replay', updates], { dir, env })).code).toBe(0)
  const found = readdirSync(dir, { recursive: true, withFileTypes: true })
  const bits = new Set(
    ['.', ...found.map((entry) => join(relative(dir, entry.parentPath), entry.name))]
      .map((path) => statSync(join(dir, path)))
      .map((stats) => `${stats.isFile() ? 'file' : 'folder'} ${(stats.mode & 0o777).toString(8)}`),
  )
  expect([...bits].sort()).toEqual([`file ${file}`, `folder ${folder}`])
})

it('sql in an empty lake says what to do', async () => {
  const { stdout, stderr } = await lake(['sql', 'select count(*) as n from messages'])
  expect(stdout).toBe('n\n-\n0\n')
  expect(stderr.split('\n')[1]).toBe(
    'The lake is empty. Start the bot (npm start), or archive updates from files (npx lake replay FILE).',
  )
})

it('lake --version prints the version of package.json', async () => {
  expect(await lake(['--version'])).toEqual({ code: 0, stdout: '0.1.0\n', stderr: '' })
})
