// `lake start`: the contact without which nothing is archived, and the receipts of erasures.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { filesystemStore } from '../../../etl/lake/filesystem.ts'
import { RECEIPTS_PREFIX } from '../../../etl/lake/keys.ts'
import { noteReceipt } from '../../../etl/privacy/receipts.ts'
import { lake } from '../../helpers/cli-in-process.ts'
import { startedCli } from '../../helpers/started-cli.ts'
import { ANA, BOT, GROUP, telegramGroup } from '../../helpers/telegram-group.ts'
import { tempFolder } from '../../helpers/temp.ts'

describe('lake start', () => {
  it('with a token and without a contact says what to set, and asks Telegram for nothing', async () => {
    const { actor, telegram, groupEnv } = await telegramGroup()
    actor.addBot(GROUP, BOT, { role: 'administrator' })
    actor.send(GROUP, ANA, 'hello')
    const env = { ...groupEnv, PRIVACY_CONTACT: '' }
    const dir = tempFolder()
    expect(await lake(['start'], { dir, env: { ...env, LANGUAGE: 'en' } })).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'PRIVACY_CONTACT is missing: before I archive a real group, people must know whom to ask about their data.\n' +
        'Set it to an address or a @username, for example: PRIVACY_CONTACT=privacy@example.org\n',
    })
    expect(telegram.calls).toEqual([])
    expect(existsSync(join(dir, 'raw')) ? readdirSync(join(dir, 'raw')) : []).not.toContain(
      'telegram',
    )
  })

  it('sends the receipts of what was erased, once', { timeout: 60_000 }, async () => {
    const { actor, telegram, groupEnv } = await telegramGroup()
    actor.addBot(GROUP, BOT, { role: 'administrator' })
    const chat = actor.privateChat(ANA, BOT)
    const dir = tempFolder()
    const raw = filesystemStore(join(dir, 'raw'))
    await noteReceipt(raw, {
      kind: 'user',
      userId: ANA,
      names: [],
      usernames: [],
      askedAt: 1,
      receipt: { chatId: ANA },
    })
    const left = async () => {
      for await (const key of raw.list(RECEIPTS_PREFIX)) return key
      return undefined
    }
    for (let start = 0; start < 2; start += 1) {
      const child = startedCli({ ...groupEnv, LANGUAGE: 'en' }, { dir })
      await child.until('@lake_bot')
      await expect.poll(left, { timeout: 20_000 }).toBeUndefined()
      await child.stop()
    }
    const texts = telegram.view.history(chat).map(({ text }) => text)
    expect(texts).toEqual(['As you asked, I have erased everything that I had of you.'])
  })
})
