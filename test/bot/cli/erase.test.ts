import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { beforeEach, describe, expect, it } from 'vitest'

import { lake } from '../../helpers/cli-in-process.ts'
import { tempFolder } from '../../helpers/temp.ts'
import { CHAT_ID, messageUpdate } from '../../helpers/updates.ts'

const BIA = { id: 87_654_321, is_bot: false, first_name: 'Beatriz', username: 'bia_lojas' }
const day = '2026-11-01'
const env = { LANGUAGE: 'en' }

let dir: string
let file: string
const run = (...args: string[]) => lake(args, { dir, env })

beforeEach(async () => {
  dir = tempFolder()
  file = join(tempFolder(), 'u.ndjson')
  const updates = [
    messageUpdate(1, { text: 'bom dia' }),
    messageUpdate(2, { from: BIA, text: 'meu pix parou' }),
    messageUpdate(3, { text: 'e agora?' }),
  ]
  writeFileSync(file, updates.map((update) => JSON.stringify(update)).join('\n'))
  await run('replay', file)
  await run('etl', '--since', day, '--until', day)
})

/** The files of the lake that hold the text. */
function filesWith(text: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(dir, name)
    return statSync(path).isFile() && readFileSync(path).includes(text)
  })
}

const texts = async () => (await run('sql', 'select text from messages order by 1', '--csv')).stdout

describe('lake erase', () => {
  it('takes a person out of every file, and replay does not bring them back', async () => {
    expect(filesWith('meu pix parou')).not.toEqual([])
    expect(await run('erase', '--user', String(BIA.id), '--yes')).toMatchObject({ code: 0 })
    for (const text of ['Beatriz', 'bia_lojas', '87654321', 'meu pix parou']) {
      expect(filesWith(text)).toEqual([])
    }
    expect((await run('replay', file)).stdout).toBe(
      '3 updates read: 0 stored, 2 already there, 0 from other chats, 0 unreadable\n' +
        '1 update is left out, as whoever it is from asked\n',
    )
    expect(JSON.parse((await run('replay', file, '--json')).stdout)).toMatchObject({
      present: 2,
      ignored: 0,
      withheld: 1,
    })
    await run('etl', '--since', day, '--until', day)
    expect(filesWith('meu pix parou')).toEqual([])
    expect(await texts()).toBe('text\r\nbom dia\r\ne agora?\n')
  })

  it('says that nothing was there of somebody who never wrote', async () => {
    const { stdout } = await run('erase', '--user', '987654329', '--yes')
    expect(stdout).toContain(
      'Erased: 1 request, 0 objects changed or deleted, no day compacted again.',
    )
  })

  it('takes one message out', async () => {
    expect(await run('erase', '--message', `${CHAT_ID}:1`, '--yes')).toMatchObject({ code: 0 })
    expect(filesWith('bom dia')).toEqual([])
    expect(await texts()).toBe('text\r\ne agora?\r\nmeu pix parou\n')
  })

  it('erases nothing where nobody can be asked', async () => {
    expect(await run('erase', '--user', String(BIA.id))).toEqual({
      code: 2,
      stdout: '',
      stderr: 'nothing was erased: nobody can be asked here, so add --yes\n',
    })
    expect(await texts()).toContain('meu pix parou')
  })

  it.each([
    ['--user', 'Bia'],
    ['--message', '42'],
    ['--message', `${CHAT_ID}:x`],
  ])('refuses %s %s', async (option, value) => {
    const { code, stderr } = await run('erase', option, value, '--yes')
    expect(code).toBe(2)
    expect(stderr).toContain(value)
  })

  it('has nothing to do when nobody has asked', async () => {
    expect(await run('erase')).toMatchObject({
      code: 0,
      stdout: 'Nobody has asked for anything to be erased.\n',
    })
  })
})
