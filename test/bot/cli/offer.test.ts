import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'

import { describe, expect, it, onTestFinished, vi } from 'vitest'

import type { Offer } from '../../../bot/answers/unarchived-chat.ts'
import { createOpenOffers } from '../../../bot/archive/open-offers.ts'
import { createOffers } from '../../../bot/cli/offer.ts'
import { createQuestions, type Questions } from '../../../bot/cli/questions.ts'
import { clearProgress, prompt, say } from '../../../bot/cli/progress.ts'
import { printNote } from '../../../bot/cli/terminal.ts'
import type { Language } from '../../../bot/config.ts'
import { textsOf } from '../../../bot/i18n.ts'
import { jsonLog } from '../../../bot/log.ts'
import { startedCli } from '../../helpers/started-cli.ts'
import {
  ANA as OWNER,
  BOT as NEW_BOT,
  GROUP as FIRST,
  telegramGroup,
} from '../../helpers/telegram-group.ts'
import { BOT, CARLA, DIEGO, GROUP, groupWithBot } from '../answers/harness.ts'

const STRANGE = -1002000000002

/** A bot with no configured group, and the terminal of the program that runs it. */
async function atTerminal(language: Language = 'en') {
  const input = new PassThrough()
  let printed = ''
  let heard = () => {}
  const write = (text: string) => {
    printed += text
    heard()
  }
  const asked = {
    input,
    show: (question = '') => write(question),
    say: (text: string) => write(`${text}\n`),
    hint: textsOf(language).text('offer-hint'),
  }
  const questions = createQuestions(asked)
  let offer: Offer = async () => false
  const group = await groupWithBot({
    language,
    chatIds: [],
    deps: {
      offer: (job) => offer(job),
      privacyWords: { contact: 'privacy@example.org', text: undefined },
    },
  })
  const { api, chats } = group.local
  const offersWith = (ask: Questions['ask'] | undefined) =>
    createOffers({
      api,
      botId: BOT,
      chats,
      open: createOpenOffers(group.lake.raw),
      texts: textsOf(language),
      giveNotice: group.local.giveNotice,
      ask,
      say: asked.say,
      onAgreed: () => {},
      log: group.lake.log,
    })
  offer = offersWith(questions.ask).offer
  onTestFinished(questions.close)
  group.actor.createGroup({ id: STRANGE, title: 'Strange', creator: DIEGO, members: [CARLA] })
  return {
    group,
    questions,
    /** As when a message comes from a group that the bot was in before. */
    offer: ((job) => offer(job)) satisfies Offer,
    /** Another run of the program, which asks in the same terminal. */
    async startAgain(): Promise<void> {
      printed = ''
      const offers = offersWith(createQuestions(asked).ask)
      offer = offers.offer
      await offers.remind()
    },
    type: (line: string) => input.write(`${line}\n`),
    printed: () => printed,
    async until(text: string): Promise<void> {
      while (!printed.includes(text)) await new Promise<void>((resolve) => (heard = resolve))
    },
    async stored(): Promise<string[]> {
      const texts: string[] = []
      for await (const key of group.lake.raw.list('telegram/')) {
        const { message } = JSON.parse(String(await group.lake.raw.get(key))) as {
          message?: { text?: string }
        }
        if (message?.text !== undefined) texts.push(message.text)
      }
      return texts
    },
    isIn: () =>
      group.view.members(STRANGE).find(({ user }) => user.id === BOT)?.status === 'member',
  }
}

describe('a group that the bot is added to, without a configured one', () => {
  it.each([
    ['en', 'Archive “Strange” (-1002000000002, added by Diego)? (y/n) '],
    ['pt-BR', 'Arquivar “Strange” (-1002000000002, adicionado por Diego)? (s/n) '],
    ['es', '¿Archivar «Strange» (-1002000000002, agregado por Diego)? (s/n) '],
  ] as const)('is asked about at the terminal in %s', async (language, question) => {
    const { group, printed } = await atTerminal(language)
    group.actor.addBot(STRANGE, BOT, { by: DIEGO })
    await group.settled()
    expect(printed()).toBe(question)
  })

  it('is named with the full name of who added the bot', async () => {
    const { group, printed } = await atTerminal()
    group.actor.addUser({ id: 20, first_name: 'Eva', last_name: 'Souza', username: 'evas' })
    const other = -1002000000003
    group.actor.createGroup({ id: other, title: 'Other', creator: 20 })
    group.actor.addBot(other, BOT, { by: 20 })
    await group.settled()
    expect(printed()).toBe('Archive “Other” (-1002000000003, added by Eva Souza @evas)? (y/n) ')
  })

  it('is named with the id of who added the bot where Telegram does not tell the name', async () => {
    const { group, printed } = await atTerminal()
    group.telegram.failNext('getChatMember', { error_code: 400, description: 'Bad Request' })
    group.actor.addBot(STRANGE, BOT, { by: DIEGO })
    await group.settled()
    expect(printed()).toBe(`Archive “Strange” (-1002000000002, added by ${DIEGO})? (y/n) `)
  })

  it.each([
    ['en', 'Archive “Strange” (-1002000000002)? (y/n) '],
    ['pt-BR', 'Arquivar “Strange” (-1002000000002)? (s/n) '],
    ['es', '¿Archivar «Strange» (-1002000000002)? (s/n) '],
  ] as const)('is named alone in %s when the bot was in it before', async (language, question) => {
    const { offer, printed } = await atTerminal(language)
    await offer({ kind: 'strange_chat', chat_id: STRANGE, title: 'Strange', update_id: 1 })
    expect(printed()).toBe(question)
  })

  it('is archived after a yes, without being added again', async () => {
    const { group, type, printed, until, stored, isIn } = await atTerminal()
    group.actor.addBot(STRANGE, BOT, { by: DIEGO })
    await group.settled()
    group.actor.send(STRANGE, CARLA, 'before the answer')
    await group.settled()
    expect(isIn()).toBe(true)
    expect(printed()).toBe('Archive “Strange” (-1002000000002, added by Diego)? (y/n) ')
    type('y')
    await until('“Strange” is archived from now on. Type /stats there.\n')
    await expect
      .poll(() => group.texts(STRANGE).at(-1))
      .toMatch(/^Hello! From now on I archive this group's messages: .*privacy@example\.org/)
    group.actor.send(STRANGE, CARLA, 'after it')
    await group.settled()
    expect((await stored()).filter((text) => !text.startsWith('Hello! From now on'))).toEqual([
      'after it',
    ])
    expect(await group.ask(DIEGO, '/help', { chat: STRANGE })).toHaveLength(1)
  })

  it.each(['n', 'No', ' não '])('is left after %j', async (line) => {
    const { group, type, until, stored, isIn } = await atTerminal()
    group.actor.addBot(STRANGE, BOT, { by: DIEGO })
    await group.settled()
    type(line)
    await until('“Strange” is not archived; I leave it.\n')
    await expect.poll(isIn).toBe(false)
    expect(await stored()).toEqual([])
  })

  it.each([
    ['', ''],
    ['what?', 'Please answer y (archive it) or n (leave the group).\n'],
  ])('is asked about again after %j', async (line, hint) => {
    const { group, type, printed, until, isIn } = await atTerminal()
    group.actor.addBot(STRANGE, BOT, { by: DIEGO })
    await group.settled()
    const question = printed()
    type(line)
    await until(`${question}${hint}${question}`)
    await group.settled()
    expect(isIn()).toBe(true)
    type('y')
    await until('“Strange” is archived from now on.')
  })

  it('is asked about again when the bot is added again after a no', async () => {
    const { group, type, printed, until, isIn } = await atTerminal()
    group.actor.addBot(STRANGE, BOT, { by: DIEGO })
    await group.settled()
    type('n')
    await until('I leave it.\n')
    await expect.poll(isIn).toBe(false)
    await group.settled()
    group.actor.addBot(STRANGE, BOT, { by: CARLA })
    await group.settled()
    expect(printed()).toMatch(/added by Carla\)\? \(y\/n\) $/)
  })

  it('cannot write to the terminal with its title', async () => {
    const { group, printed } = await atTerminal()
    group.actor.setTitle(STRANGE, DIEGO, 'a\u001b[2J\nb\u202ec')
    group.actor.addBot(STRANGE, BOT, { by: DIEGO })
    await group.settled()
    expect(printed()).toBe('Archive “a [2J bc” (-1002000000002, added by Diego)? (y/n) ')
  })

  it('is waited in when the program ends before an answer', async () => {
    const { group, questions, printed, isIn } = await atTerminal()
    group.actor.addBot(STRANGE, BOT, { by: DIEGO })
    await group.settled()
    questions.close()
    await group.settled()
    expect(isIn()).toBe(true)
    expect(printed()).not.toContain('\n')
  })

  it('is asked about again by the next run, until there is an answer', async () => {
    const { group, questions, startAgain, type, until, printed, isIn } = await atTerminal()
    group.actor.addBot(STRANGE, BOT, { by: DIEGO })
    await group.settled()
    questions.close()
    group.actor.setTitle(STRANGE, DIEGO, 'Renamed')
    await group.settled()
    await startAgain()
    expect(printed()).toBe('Archive “Renamed” (-1002000000002, added by Diego)? (y/n) ')
    group.actor.send(STRANGE, CARLA, '/help')
    await group.settled()
    expect(printed()).toBe('Archive “Renamed” (-1002000000002, added by Diego)? (y/n) ')
    type('n')
    await until('I leave it.\n')
    await expect.poll(isIn).toBe(false)
    await group.settled()
    await startAgain()
    expect(printed()).toBe('')
  })

  it('is not asked about again after the bot was removed from it', async () => {
    const { group, questions, startAgain, printed } = await atTerminal()
    group.actor.addBot(STRANGE, BOT, { by: DIEGO })
    await group.settled()
    questions.close()
    group.actor.setRole(STRANGE, BOT, 'kicked')
    await group.settled()
    await startAgain()
    expect(printed()).toBe('')
    group.actor.addBot(STRANGE, BOT, { by: CARLA })
    await group.settled()
    expect(printed()).toBe('Archive “Strange” (-1002000000002, added by Carla)? (y/n) ')
  })

  it('is not archived when the bot was removed before the yes', async () => {
    const { group, type, until } = await atTerminal()
    group.actor.addBot(STRANGE, BOT, { by: DIEGO })
    await group.settled()
    group.actor.setRole(STRANGE, BOT, 'kicked')
    type('y')
    await until("I'm not in “Strange” any more, so nothing changes.\n")
    expect(await group.local.chats.current()).toEqual([])
  })

  it('is told to the person who added the bot', async () => {
    const { group } = await atTerminal()
    group.actor.addBot(STRANGE, BOT, { by: DIEGO })
    await group.settled()
    expect(group.texts(STRANGE)).toEqual([
      "I don't archive the group “Strange” yet: the program asks in its terminal whether to. " +
        "(TELEGRAM_CHAT_ID=-1002000000002 does it too.) I'll wait here; until then I store nothing.",
    ])
  })

  it('is left without a question when groups are configured', async () => {
    const group = await groupWithBot({ language: 'en', chatIds: [GROUP] })
    group.actor.createGroup({ id: STRANGE, title: 'Strange', creator: DIEGO })
    group.actor.addBot(STRANGE, BOT, { by: DIEGO })
    await group.settled()
    const status = group.view.members(STRANGE).find(({ user }) => user.id === BOT)?.status
    expect(status).toBe('left')
  })
})

describe('an open question in the terminal', () => {
  const nextTurn = () => new Promise(setImmediate)
  /** What is written to standard output and standard error. */
  function written(columns: number) {
    let text = ''
    const spies = [process.stdout, process.stderr].map((stream) =>
      vi.spyOn(stream, 'write').mockImplementation((part) => {
        text += Buffer.from(part as string).toString()
        return true
      }),
    )
    const before = process.stdout.columns
    process.stdout.columns = columns
    onTestFinished(() => {
      prompt(undefined)
      process.stdout.columns = before
      for (const spy of spies) spy.mockRestore()
    })
    return { text: () => text }
  }
  const log = jsonLog('info', (line) => {
    clearProgress()
    printNote(line.replace(/"time":".*?",/, ''))
  })

  it.each([
    [80, '\r\u001b[2K'],
    [10, '\n'],
  ])('stands below log lines (%i columns)', async (columns, room) => {
    const { text } = written(columns)
    prompt('Archive it? ')
    for (const event of ['one', 'two']) log.info({ event })
    await nextTurn()
    expect(text()).toBe(
      `Archive it? ${room}{"level":"info","event":"one"}\n{"level":"info","event":"two"}\nArchive it? `,
    )
  })

  it('is not shown again once it is answered', async () => {
    const { text } = written(80)
    prompt('Archive it? ')
    prompt(undefined)
    say('Archived.')
    await nextTurn()
    expect(text()).toBe('Archive it? Archived.\n')
  })
})

describe('questions', () => {
  const silent = { show: () => {}, say: () => {}, hint: '' }
  it.each([
    ['y', true],
    ['Yes', true],
    [' s ', true],
    ['sim', true],
    ['sí', true],
    ['n', false],
    ['NO', false],
    ['não', false],
  ])('take %j for %s', async (line, isYes) => {
    const input = new PassThrough()
    const { ask, close } = createQuestions({ ...silent, input })
    const answer = ask('? ')
    input.write(`${line}\n`)
    expect(await answer).toBe(isYes)
    close()
  })

  it('are put one after another, and lines before them are nothing', async () => {
    const input = new PassThrough()
    const printed: string[] = []
    const show = (question = '-') => void printed.push(question)
    const { ask, close } = createQuestions({ ...silent, input, show })
    input.write('y\n')
    await new Promise(setImmediate)
    const [first, second] = [ask('one? '), ask('two? ')]
    expect(printed).toEqual(['one? '])
    input.write('n\ny\n')
    expect(await Promise.all([first, second])).toEqual([false, true])
    expect(printed).toEqual(['one? ', '-', 'two? ', '-'])
    close()
  })

  it('stay without an answer when the input ends', async () => {
    const input = new PassThrough()
    const { ask } = createQuestions({ ...silent, input })
    const answer = ask('? ')
    input.end()
    expect(await answer).toBeUndefined()
  })
})

describe('lake start without TELEGRAM_CHAT_ID and without a terminal', () => {
  it('prints what to start with, and the bot waits in the group', async () => {
    const { telegram, actor, env } = await telegramGroup()
    const cli = startedCli(env)
    expect(await cli.until('Press Ctrl-C to stop.\n')).toContain(
      '✗ Group: none yet. Keep npm start running and add @lake_bot to your group\n',
    )
    actor.addBot(FIRST, NEW_BOT, { by: OWNER })
    expect(await cli.until('npm start\n')).toContain(
      'Not archived yet: “Grupo” (-1001000000001, added by Ana @ana). To archive it, stop the program and start it with:\n' +
        '  TELEGRAM_CHAT_ID=-1001000000001 npm start\n',
    )
    actor.setRole(FIRST, NEW_BOT, 'kicked')
    const offers = join(cli.dir, 'raw', 'state', 'offers')
    await expect.poll(() => existsSync(offers)).toBe(false)
    actor.addBot(FIRST, NEW_BOT, { by: OWNER })
    await cli.until('npm start\n')
    await cli.stop()
    const member = telegram.view.members(FIRST).find(({ user }) => user.id === NEW_BOT)
    expect(member?.status).toBe('member')

    const reminded = startedCli(env, { dir: cli.dir })
    expect(await reminded.until('  TELEGRAM_CHAT_ID=-1001000000001 npm start\n')).toContain(
      'Not archived yet: “Grupo” (-1001000000001, added by Ana @ana).',
    )
    await reminded.stop()

    const again = startedCli({ ...env, TELEGRAM_CHAT_ID: String(FIRST) }, { dir: cli.dir })
    expect(await again.until('Press Ctrl-C to stop.\n')).toContain("✓ Member: I'm in the group\n")
    expect((await again.stop()).code).toBe(0)
  })
})
