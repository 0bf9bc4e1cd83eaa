import { GrammyError } from 'grammy'
import { describe, expect, it } from 'vitest'

import { createAccess, type AccessDeps } from '../../../bot/answers/access.ts'

const GROUP = -1001
const beto = { user_id: 11 }

function refusal(error_code: number, description: string): GrammyError {
  return new GrammyError('refused', { ok: false, error_code, description }, 'getChatMember', {})
}

function accessWith(getChatMember: () => Promise<unknown>, administrators: number[] = []) {
  return createAccess({
    api: {
      getChatMember,
      getChatAdministrators: async () => administrators.map((id) => ({ user: { id } })),
    } as unknown as AccessDeps['api'],
    adminIds: [],
    startAge: () => () => 0,
  })
}

describe('what Telegram says of a person', () => {
  it.each([
    [400, 'Bad Request: user not found'],
    [400, 'Bad Request: PARTICIPANT_ID_INVALID'],
    [400, 'Bad Request: invalid user_id specified'],
    [400, 'Bad Request: chat not found'],
    [403, 'Forbidden: bot is not a member of the supergroup chat'],
  ])('%i %s is a no', async (code, description) => {
    const access = accessWith(() => Promise.reject(refusal(code, description)))
    expect(await access.mayAsk(GROUP, beto)).toBe(false)
  })

  it.each([
    [400, 'Bad Request: something new'],
    [429, 'Too Many Requests: retry after 100'],
    [500, 'Internal Server Error'],
  ])('%i %s does not count as an answer', async (code, description) => {
    const access = accessWith(() => Promise.reject(refusal(code, description)))
    await expect(access.mayAsk(GROUP, beto)).rejects.toThrow(description)
  })

  it('is looked up among the administrators when the list of members is hidden', async () => {
    const hidden = () => Promise.reject(refusal(400, 'Bad Request: member list is inaccessible'))
    expect(await accessWith(hidden, [11]).mayAsk(GROUP, beto)).toBe(true)
    expect(await accessWith(hidden, [10]).mayAsk(GROUP, beto)).toBe(false)
  })

  it('does not outlive a change that comes while Telegram is asked', async () => {
    const answers = ['administrator', 'member']
    const waiting: (() => void)[] = []
    const access = accessWith(async () => {
      const status = answers.shift()
      await new Promise<void>((resolve) => waiting.push(resolve))
      return { status }
    })
    const first = access.mayAsk(GROUP, beto)
    access.forget(GROUP, beto.user_id)
    waiting.shift()?.()
    await first
    const second = access.mayAsk(GROUP, beto)
    waiting.shift()?.()
    expect(await second).toBe(false)
  })

  it('is not remembered when the bot was not there', async () => {
    let isThere = false
    const access = accessWith(async () => {
      if (!isThere) throw refusal(403, 'Forbidden: bot was kicked from the supergroup chat')
      return { status: 'administrator' }
    })
    expect(await access.mayAsk(GROUP, beto)).toBe(false)
    isThere = true
    expect(await access.mayAsk(GROUP, beto)).toBe(true)
  })
})
