import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { readPrivacyWords } from '../../bot/privacy-words.ts'
import { tempFolder } from '../helpers/temp.ts'

const contact = 'privacy@example.org'

function wordsOf(content: string) {
  const privacyFile = join(tempFolder(), 'privacy.txt')
  writeFileSync(privacyFile, content)
  return readPrivacyWords({ privacyContact: contact, privacyFile })
}

describe('the text of PRIVACY_TEXT', () => {
  it('is read from the file, also from one that Windows wrote', () => {
    expect(wordsOf('\uFEFFWhy\r\nFor a study.\r\n')).toEqual({ contact, text: 'Why\nFor a study.' })
  })

  it('is ours when there is no file', () => {
    expect(readPrivacyWords({ privacyContact: contact, privacyFile: undefined })).toEqual({
      contact,
      text: undefined,
    })
  })

  it.each([
    ['', 'has 0 characters: write 1 to 3000'],
    ['a'.repeat(3001), 'has 3001 characters: write 1 to 3000'],
  ])('fits into a message', (content, problem) => {
    expect(() => wordsOf(content)).toThrow(problem)
  })

  it('says which file cannot be read', () => {
    const read = () => readPrivacyWords({ privacyContact: contact, privacyFile: '/no/such.txt' })
    expect(read).toThrow('PRIVACY_TEXT: "/no/such.txt" cannot be read (ENOENT)')
  })
})
