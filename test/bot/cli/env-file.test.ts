import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { describe, expect, it } from 'vitest'

import { outcome } from '../../helpers/cli.ts'
import { tempFolder } from '../../helpers/temp.ts'

/** Runs `lake etl` in a folder that holds this .env. */
function lakeWith(content: string | Uint8Array, env: Readonly<Record<string, string>> = {}) {
  const cwd = tempFolder()
  writeFileSync(join(cwd, '.env'), content)
  const { PATH = '', HOME = '' } = process.env
  const args = [resolve('bot/lake.js'), 'etl']
  return outcome(spawn(process.execPath, args, { cwd, env: { PATH, HOME, ...env } }))
}

describe('the file .env', () => {
  it.each([
    ['begins with a byte-order mark', '\ufeffPORT=x\r\n'],
    ['has a line with a tab', '\t\nPORT=x\n'],
    ['is of PowerShell', Buffer.from('\ufeffPORT=x\r\n', 'utf16le')],
  ])('counts when it %s', async (_, content) => {
    const { code, stderr } = await lakeWith(content)
    expect(code).toBe(2)
    expect(stderr).toContain('PORT: "x" is not a whole number')
  })

  it('is refused when it has a misspelt name, which would open the sandbox', async () => {
    const { code, stderr } = await lakeWith('TELEGRAM_BOT_TOKN=123:secret\nALARM_EMAIL=a@b.c\n')
    expect(code).toBe(2)
    expect(stderr).toBe(
      'Invalid configuration:\n  .env: there is no setting TELEGRAM_BOT_TOKN: choose one of ' +
        'TELEGRAM_BOT_TOKEN, TELEGRAM_CHAT_ID, TELEGRAM_ADMIN_IDS, TELEGRAM_WEBHOOK_SECRET, TELEGRAM_API_ROOT\n',
    )
  })

  it('is not needed for a misspelt name to be refused', async () => {
    const { code, stderr } = await lakeWith('', { TELEGRAM_TOKEN: '123:secret' })
    expect(code).toBe(2)
    expect(stderr).toMatch(/^Invalid configuration:\n {2}there is no setting TELEGRAM_TOKEN: /)
    expect(stderr).not.toContain('secret')
  })

  it('is refused when a line cannot be read', async () => {
    const { code, stdout, stderr } = await lakeWith('TELEGRAM_BOT_TOKEN: 123:secret\n')
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toBe(
      'Invalid configuration:\n  .env:1: write NAME=value, or # before a comment\n',
    )
  })
})
