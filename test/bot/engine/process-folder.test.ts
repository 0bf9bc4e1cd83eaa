import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'

import { expect, it } from 'vitest'

import { processFolder } from '../../../bot/engine/process-folder.ts'
import { tempFolder } from '../../helpers/temp.ts'

/** No process has such an id. */
const DEAD = 2_147_483_646

it('names a folder after its process, and makes nothing', async () => {
  const parent = tempFolder()
  const folder = await processFolder(parent)
  expect(folder.startsWith(join(parent, `telegram-lake-${hostname()}-${process.pid}-`))).toBe(true)
  expect(readdirSync(parent)).toEqual([])
  expect(existsSync(await processFolder(join(parent, 'not', 'there')))).toBe(false)
})

it('removes what dead processes left, and nothing else', async () => {
  const parent = tempFolder()
  const [own, other] = [await processFolder(parent), await processFolder(parent)]
  const folders = {
    own,
    other,
    alive: join(parent, `telegram-lake-${hostname()}-${process.ppid}-01234567`),
    dead: join(parent, `telegram-lake-${hostname()}-${DEAD}-01234567`),
    // In a container each process may be the first one.
    sameId: join(parent, `telegram-lake-${hostname()}-${process.pid}-01234567`),
    elsewhere: join(parent, `telegram-lake-another-host-${DEAD}-01234567`),
    elsewhereOld: join(parent, `telegram-lake-another-host-${DEAD}-0123abcd`),
    foreign: join(parent, 'telegram-lake-backup'),
  }
  for (const folder of Object.values(folders)) {
    mkdirSync(folder)
    writeFileSync(join(folder, 'file'), 'x')
  }
  const twoDaysAgo = Date.now() / 1000 - 2 * 86_400
  utimesSync(folders.elsewhereOld, twoDaysAgo, twoDaysAgo)
  await processFolder(parent)
  const left = Object.entries(folders).filter(([, folder]) => existsSync(folder))
  expect(left.map(([name]) => name)).toEqual(['own', 'other', 'alive', 'elsewhere', 'foreign'])
})
