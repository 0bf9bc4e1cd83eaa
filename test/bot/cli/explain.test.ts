import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { inWords } from '../../../bot/cli/explain.ts'
import { textsOf } from '../../../bot/i18n.ts'
import { tempFolder } from '../../helpers/temp.ts'

/** As Node throws it. */
const refused = (code: string, path: string) => Object.assign(new Error(code), { code, path })

describe('what the system refuses', () => {
  const lake = tempFolder()
  const inside = join(lake, 'raw', 'state')
  const file = join(lake, 'file')
  writeFileSync(file, '')

  it.each([
    ['EACCES', inside, `no permission for ${lake}: give it to this user, or choose another place`],
    ['EPERM', inside, `no permission for ${lake}: give it to this user, or choose another place`],
    ['EROFS', inside, `${lake} cannot be written: its disk is read-only. Choose another place`],
    ['ENOSPC', inside, `no space left on the disk ${lake}`],
    ['ENOENT', inside, `${join(lake, 'raw')} does not exist`],
    ['ENOTDIR', join(file, 'raw'), `${file}: there is a file where a folder should be`],
    ['EISDIR', lake, `${lake} is a folder, not a file`],
  ])('as %s is said in words, with the folder that is there', (code, path, words) => {
    expect(inWords(refused(code, path), textsOf('en'))).toBe(words)
  })

  it('is found in what it was the cause of', () => {
    const error = new Error('etl: could not write', { cause: refused('EROFS', lake) })
    expect(inWords(error, textsOf('pt-BR'))).toBe(
      `não é possível gravar em ${lake}: o disco é só de leitura. Escolha outro lugar`,
    )
  })
})
