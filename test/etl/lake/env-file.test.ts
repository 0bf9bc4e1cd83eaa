import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { loadEnvFile, parseEnvFile } from '../../../etl/lake/env-file.ts'
import type { ConfigError } from '../../../etl/lake/env.ts'
import { tempFolder } from '../../helpers/temp.ts'

const two = 'TELEGRAM_BOT_TOKEN=123:abc\nTELEGRAM_CHAT_ID=-1001\n'
const bothRead = { TELEGRAM_BOT_TOKEN: '123:abc', TELEGRAM_CHAT_ID: '-1001' }
const utf16le = (text: string) => Buffer.from(text, 'utf16le')

function problemsOf(text: string): readonly string[] {
  try {
    parseEnvFile(Buffer.from(text))
  } catch (error) {
    return (error as ConfigError).problems
  }
  return []
}

describe('parseEnvFile', () => {
  it.each([
    ['in UTF-8', Buffer.from(two)],
    ['with a byte-order mark', Buffer.from(`\ufeff${two}`)],
    ['of Windows', Buffer.from(two.replaceAll('\n', '\r\n'))],
    ['of PowerShell', utf16le(`\ufeff${two.replaceAll('\n', '\r\n')}`)],
    ['in UTF-16 without a mark', utf16le(two)],
    ['in UTF-16, big end first', utf16le(`\ufeff${two}`).swap16()],
    ['with a line that holds a tab', Buffer.from(two.replace('\n', '\n\t\n'))],
    ['with blanks around everything', Buffer.from(two.replace(/^/gm, '  ').replace(/=/g, ' = '))],
    ['without a line break at the end', Buffer.from(two.trimEnd())],
    ['for a shell', Buffer.from(two.replace(/^(?=.)/gm, 'export ').replace(/=(.*)/g, `='$1'`))],
    ['with comments', Buffer.from(`# mine\n${two.replaceAll('\n', ' # note\n')}`)],
  ])('reads every variable of a file %s', (_, bytes) => {
    expect(parseEnvFile(bytes)).toEqual(bothRead)
  })

  it.each([
    ['A=', ''],
    ['A= # nothing', ''],
    ['A=b c', 'b c'],
    ['A="b # c"', 'b # c'],
    ['A="b" # c', 'b'],
    ['A="b\\nc"', 'b\nc'],
    [`A='b\\nc'`, 'b\\nc'],
    ['A="b\r\nc"', 'b\nc'],
    ['A=b=c', 'b=c'],
    ['A=1\nA=1', '1'],
  ])('reads %j', (text, value) => {
    expect(parseEnvFile(Buffer.from(text))).toEqual({ A: value })
  })

  it.each([
    ['TELEGRAM_BOT_TOKEN 123:abc', '.env:1: write NAME=value, or # before a comment'],
    ['A=1\nTELEGRAM-TOKEN=123:abc', '.env:2: write NAME=value, or # before a comment'],
    ['A=1#2', '.env:1: put quotes around the value of A: it holds a #'],
    ['A="1', '.env:1: the value of A begins with a quote (") and does not end with one'],
    ['A="1"2', '.env:1: something stands behind the closing quote of A'],
    ['A=1\nB=1\nA=2', '.env:3: A has another value further up: keep one of the two'],
  ])('refuses %j and says where', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem])
  })

  it('names all lines that are wrong, and shows no value', () => {
    const problems = problemsOf('TOKEN: secret\nA=1\nB="secret\nC=2')
    expect(problems).toHaveLength(2)
    expect(problems.join()).not.toContain('secret')
  })
})

describe('loadEnvFile', () => {
  it('leaves what the environment says, empty or not', () => {
    const path = join(tempFolder(), '.env')
    writeFileSync(path, 'A=1\nB=2\nC=3\n')
    const env = { A: 'mine', B: '' }
    loadEnvFile(path, env)
    expect(env).toEqual({ A: 'mine', B: '', C: '3' })
  })

  it('needs no file, and takes no folder for one', () => {
    const folder = tempFolder()
    mkdirSync(join(folder, '.env'))
    const env = {}
    for (const name of ['.env', 'nowhere']) loadEnvFile(join(folder, name), env)
    expect(env).toEqual({})
  })
})
