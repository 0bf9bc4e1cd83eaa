import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { tempLake } from '../../helpers/lake.ts'
import { sandboxOver } from './harness.ts'

describe('a restart', () => {
  it('keeps messages, pictures and reactions, and counts on', async () => {
    const lake = tempLake()
    const first = await sandboxOver(lake)
    const [report] = await first.say(first.admin, '/stats all')
    const { message_id, photo } = report!
    await first.post('react', { user_id: first.member, message_id, emoji: ['🎉'] })
    await first.settled()
    const before = await first.state()
    await first.end()

    const second = await sandboxOver(lake)
    const after = await second.state()
    expect(after.messages).toEqual(before.messages)
    expect(after.reactions).toEqual(before.reactions)
    expect(after.people).toEqual(before.people)
    const file = await second.get(`/sandbox/file?id=${photo?.at(-1)?.file_id}`)
    expect(file.status).toBe(200)

    const { body } = await second.post('send', { user_id: second.member, text: 'still here' })
    expect(body.message_id).toBe(message_id + 1)
    await second.settled()
    const stored = (await second.state()).lake.stored.map(({ key }) => key)
    expect(stored).toHaveLength(1)
    expect(stored[0]).not.toMatch(/-[0-9a-f]{16}\.json$/)
  })

  it('does not lose what is written shortly before the program is killed', async () => {
    const lake = tempLake()
    const { post, member } = await sandboxOver(lake)
    await post('send', { user_id: member, text: 'remember me' })
    const saved = () => readFileSync(join(lake.dir, 'sandbox.json'), 'utf8')
    await expect.poll(saved, { timeout: 10_000 }).toContain('remember me')
  })

  it('has nothing of what a member wrote who pressed /forgetme, and all of the others', async () => {
    const lake = tempLake()
    const first = await sandboxOver(lake)
    const { admin, member, settled, sandbox } = first
    const saved = () => readFileSync(join(lake.dir, 'sandbox.json'), 'utf8')
    const write = async (user_id: number, text: string) => {
      await first.post('send', { user_id, text })
      await settled()
    }
    await write(member, 'how do I mend my xilofon?')
    await write(admin, 'with patience')
    await first.say(admin, '/questions 7d')
    await write(member, '/forgetme')
    await expect.poll(saved, { timeout: 10_000 }).toContain('my xilofon')
    const question = (await first.state()).messages.findLast(({ reply_markup }) => reply_markup)
    const { message_id } = question!
    const press = { user_id: member, message_id, data: 'Yes, erase it' }
    expect((await first.post('press', press)).status).toBe(200)
    await settled()
    await sandbox.background.erase()
    await first.end()
    expect(saved()).not.toContain('xilofon')
    expect(saved()).toContain('with patience')

    const second = await sandboxOver(lake)
    const texts = (await second.state()).messages.map(({ text }) => text)
    expect(texts).toContain('with patience')
    expect(texts.at(-1)).toMatch(/^Done: nothing of yours is shown any more/)
  })

  it('over a lake whose group is lost gives no id a second time', async () => {
    const lake = tempLake()
    const first = await sandboxOver(lake)
    const { body } = await first.post('send', { user_id: first.member, text: 'one' })
    await first.settled()
    await first.end()
    writeFileSync(join(lake.dir, 'sandbox.json'), '')

    await expect(sandboxOver(lake)).rejects.toThrow(
      /sandbox\.json cannot be read .*: remove it to begin with a new group/,
    )
    rmSync(join(lake.dir, 'sandbox.json'))
    const second = await sandboxOver(lake)
    const next = await second.post('send', { user_id: second.member, text: 'two' })
    expect(next.body.message_id).toBe(Number(body.message_id) + 1)
    await second.settled()
    await second.post('compact', {})
    expect((await second.sql('select text from messages order by message_id')).rows).toEqual([
      ['one'],
      ['two'],
    ])
  })
})
