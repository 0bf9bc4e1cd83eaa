import type { Chat, Update } from 'grammy/types'
import { describe, expect, it } from 'vitest'

import { textsOf } from '../../../bot/i18n.ts'
import { ANA, BOT, GROUP, groupWithBot, png, sharedGroup, type GroupOptions } from './harness.ts'

/**
 * `answered` with data of this group; `own` with data of the asker's group alone; `choice` among the asker's groups;
 * `public`, which is the same for everybody; `done`, a sentence about one's own choice; `file`, one's own data, in private
 * alone; `nobody`, who speaks as a chat; `foreign`, an export of a group that the asker does not administer; `gone`, a
 * button whose file is gone; `refused`; `old`, a button that is out of date; `–`, silence.
 */
const commands = `
                     in the group ------------------------------------------------------------------------------ in private -------------------------------------------------
                     admin    anonymous stranger member  ex-admin other    channel  forwarded edited via-bot | admin    stranger member  ex-admin other    both     as-group
/stats               answered answered  refused  refused refused  refused  refused  –         –      –       | answered refused  refused refused  own      choice   refused
/messages_per_day    answered answered  refused  refused refused  refused  refused  –         –      –       | answered refused  refused refused  own      choice   refused
/messages_per_user   answered answered  refused  refused refused  refused  refused  –         –      –       | answered refused  refused refused  own      choice   refused
/message_length      answered answered  refused  refused refused  refused  refused  –         –      –       | answered refused  refused refused  own      choice   refused
/hours               answered answered  refused  refused refused  refused  refused  –         –      –       | answered refused  refused refused  own      choice   refused
/questions           answered answered  refused  refused refused  refused  refused  –         –      –       | answered refused  refused refused  own      choice   refused
/answers             answered answered  refused  refused refused  refused  refused  –         –      –       | answered refused  refused refused  own      choice   refused
/reports             answered answered  refused  refused refused  refused  refused  –         –      –       | answered refused  refused refused  own      choice   refused
/status              answered answered  refused  refused refused  refused  refused  –         –      –       | answered refused  refused refused  own      choice   refused
/start               public   public    public   public  public   public   public   –         –      –       | public   public   public  public   public   public   public
/help                public   public    public   public  public   public   public   –         –      –       | public   public   public  public   public   public   public
/privacy             public   public    public   public  public   public   public   –         –      –       | public   public   public  public   public   public   public
/optin               done     nobody    done     done    done     done     nobody   –         –      –       | done     done     done    done     done     done     nobody
/forgetme            done     nobody    done     done    done     done     nobody   –         –      –       | done     done     done    done     done     done     nobody
/forget              done     done      refused  refused refused  refused  refused  –         –      –       | done     done     done    done     done     done     done
/mydata              file     nobody    file     file    file     file     nobody   –         –      –       | file     file     file    file     file     file     nobody
/optout              done     nobody    done     done    done     done     nobody   –         –      –       | done     done     done    done     done     done     nobody
FILE                 –        –         –        –       –        –        –        –         –      –       | answered refused  refused  refused  foreign  answered refused
/unknown             –        –         –        –       –        –        –        –         –      –       | public   public   public  public   public   public   public
`

const buttons = `
                     in the group ------------------------------------------ in private -----------------------------------
                     admin    stranger member   ex-admin other   | admin    stranger member   ex-admin other    both
v1|stats|7d          answered refused  refused  refused  refused | old      old      old      old      old      old
v1|hours+|7d         answered refused  refused  refused  refused | old      old      old      old      old      old
v1|explain           public   refused  refused  refused  refused | public   refused  refused  refused  public   public
v1|stats|7d|GROUP    old      old      old      old      old     | answered refused  refused  refused  refused  answered
v1|stats|7d|OTHER    old      old      old      old      old     | refused  refused  refused  refused  own      own
v1|stats|7d|-100999  old      old      old      old      old     | refused  refused  refused  refused  refused  refused
v1|import|GROUP      refused  refused  refused  refused  refused | gone     refused  refused  refused  refused  gone
v1|import|OTHER      refused  refused  refused  refused  refused | refused  refused  refused  refused  gone     gone
v1|import|-100999    refused  refused  refused  refused  refused | refused  refused  refused  refused  refused  refused
v0|stats|7d          old      old      old      old      old     | old      old      old      old      old      old
v1|keepme|1          nobody   nobody   nobody   nobody   nobody  | nobody   nobody   nobody   nobody   nobody   nobody
v1|forgetme|1        nobody   nobody   nobody   nobody   nobody  | nobody   nobody   nobody   nobody   nobody   nobody
nonsense             old      old      old      old      old     | old      old      old      old      old      old
`

const OTHER = -1003000000003

/** Words that are in no other group, what /status says of it, and buttons that lead to it. */
const ours = /Zulmira|impressora|Grupo|Administrator: yes|\|-1001000000001/
const theirs = /Yolanda|geladeira|Oficina|Administrator: no|\|-1003000000003/

/** Two archived groups that talk about different things; only the people made for a case ever ask. */
async function twoGroups(options: Pick<GroupOptions, 'onEnd'>) {
  let now = Math.floor(Date.now() / 1000)
  const group = await groupWithBot({
    ...options,
    language: 'en',
    chatIds: [GROUP, OTHER],
    keptCalls: 10_000,
    deps: {
      now: () => now,
      // What the picture shows is part of what Telegram gets.
      renderChart: async (spec) => Buffer.concat([png, Buffer.from(JSON.stringify(spec))]),
    },
  })
  const { actor } = group
  actor.createGroup({ id: OTHER, title: 'Oficina', creator: ANA })
  actor.addBot(OTHER, BOT)
  for (const [chat, id, first_name, text] of [
    [GROUP, 21, 'Zulmira', 'Como instalo o driver da impressora?'],
    [OTHER, 22, 'Yolanda', 'Como conserto a geladeira?'],
  ] as const) {
    actor.addUser({ id, first_name })
    actor.join(chat, id)
    // Enough for a report about people.
    for (let count = 0; count < 20; count += 1) actor.send(chat, id, text)
  }
  await group.settled()

  const history = { type: 'private_supergroup', id: -1e12 - GROUP, name: 'Grupo' }
  const said = { id: 1, type: 'message', date_unixtime: '1793545200', from_id: 'user21', text: 'x' }
  const sent = actor.send(actor.privateChat(ANA, BOT), ANA, {
    document: Buffer.from(JSON.stringify({ ...history, messages: [said] })),
    file_name: 'result.json',
  })
  await group.settled()

  let lastId = 5_000_000
  /** Somebody new in the role, so that no case depends on what another one was told. */
  function person(role: string): number {
    lastId += 1
    const id = lastId
    actor.addUser({ id, first_name: 'Eva' })
    actor.privateChat(id, BOT)
    if (role === 'member' || role === 'other') actor.join(GROUP, id)
    if (role === 'other' || role === 'both') actor.promote(OTHER, id)
    if (['admin', 'both', 'ex-admin', 'forwarded', 'edited', 'via-bot'].includes(role)) {
      actor.promote(GROUP, id)
    }
    if (role === 'ex-admin') actor.setRole(GROUP, id, 'member', { by: ANA })
    return id
  }

  /** What Telegram gets once the update is handled, in the words of the table. */
  async function outcomeOf(update: object): Promise<string> {
    now += 61
    await group.settled()
    const before = group.calls.length
    lastId += 1
    await group.local.deliver({ update_id: lastId, ...update } as never)
    await group.settled()
    const calls = group.calls.slice(before)
    const shown = calls
      .map(({ params, files }) => [params, ...Object.values(files).map(({ bytes }) => text(bytes))])
      .map((each) => JSON.stringify(each))
      .join('\n')
    return outcome(calls, { hasOurs: ours.test(shown), hasTheirs: theirs.test(shown) })
  }

  const date = () => now
  const groupChat: Chat = { id: GROUP, type: 'supergroup', title: 'G' }
  const privateChat = (id: number): Chat => ({ id, type: 'private', first_name: 'Eva' })

  /** A command as somebody in the role writes it. */
  async function command(role: string, place: 'group' | 'private', words: string) {
    const id = person(role)
    const chat = place === 'group' ? groupChat : privateChat(id)
    const from = { id, is_bot: false, first_name: 'Eva' }
    // /forget is about the message that it replies to.
    const replied = { message_id: 999_999, date: 1, chat, from: { ...from, id: 21 }, text: 'x' }
    const isReply = words === '/forget'
    const message = {
      ...{ message_id: 77, date: date(), chat, from },
      ...(words === 'FILE' ? { document: sent.document } : { text: words }),
      ...(isReply && { reply_to_message: replied }),
    }
    const other = { id: 900_000 + lastId, type: 'channel', title: 'News' }
    const anonymous = { ...from, id: 1087968824, is_bot: true }
    const variants: Record<string, object> = {
      anonymous: { message: { ...message, from: anonymous, sender_chat: groupChat } },
      'as-group': { message: { ...message, sender_chat: groupChat } },
      channel: {
        message: { ...message, from: { ...from, id: 136817688, is_bot: true }, sender_chat: other },
      },
      forwarded: {
        message: { ...message, forward_origin: { type: 'user', date: 1, sender_user: from } },
      },
      edited: { edited_message: { ...message, edit_date: date() } },
      'via-bot': { message: { ...message, via_bot: { ...from, id: 77, is_bot: true } } },
    }
    return outcomeOf(variants[role] ?? { message })
  }

  /** A press as somebody in the role makes it, below a message of the bot in that place. */
  async function press(role: string, place: 'group' | 'private', words: string) {
    const id = person(role)
    const chat = place === 'group' ? groupChat : privateChat(id)
    const data = words.replace('GROUP', String(GROUP)).replace('OTHER', String(OTHER))
    const { message_id } = await group.local.api.sendMessage(chat.id, 'x')
    const message = { message_id, date: date(), chat, text: 'x' }
    const from = { id, is_bot: false, first_name: 'Eva' }
    return outcomeOf({
      callback_query: { id: `press-${id}`, from, chat_instance: '1', data, message },
    } satisfies Omit<Update, 'update_id'>)
  }

  return { command, press, log: group.lake.log }
}

type Calls = Awaited<ReturnType<typeof groupWithBot>>['calls']

function outcome(calls: Calls, { hasOurs, hasTheirs }: { hasOurs: boolean; hasTheirs: boolean }) {
  const said = calls.filter(({ method }) => /^(send(?!ChatAction)|edit)/.test(method))
  const notice = calls.find(({ method }) => method === 'answerCallbackQuery')?.params.text
  const texts = textsOf('en')
  const words = said.map(({ params }) => params.text ?? '').concat(notice ?? [])
  if (
    words.some((each) =>
      [texts.text('refused'), texts.text('refused-in-private')].includes(String(each)),
    )
  )
    return hasOurs || hasTheirs || said.length > 1 ? 'refused, with data' : 'refused'
  if (words.some((each) => /you are no administrator there/.test(String(each))))
    return hasTheirs || said.length > 1 ? 'foreign, with data' : 'foreign'
  if (notice === texts.text('import-file-gone'))
    return hasOurs || hasTheirs || said.length > 0 ? 'gone, with data' : 'gone'
  if (notice === texts.text('button-out-of-date'))
    return hasOurs || hasTheirs || said.length > 0 ? 'old, with data' : 'old'
  const files = calls.filter(({ method }) => method === 'sendDocument')
  if (files.some(({ params }) => Number(params.chat_id) < 0)) return 'file in the group'
  if (files.length > 0) return files.some(holdsOthers) ? 'file of others' : 'file'
  if (words.includes(texts.text('forget-refused')))
    return said.length > 1 ? 'refused, with data' : 'refused'
  if (words.includes(texts.text('personal-anonymous'))) return 'nobody'
  if (notice === texts.text('forgetme-not-yours')) return said.length > 0 ? 'done' : 'nobody'
  if (words.some((each) => personal.some((key) => each === texts.text(key))))
    return hasOurs || hasTheirs ? 'done, with data' : 'done'
  if (words.length === 0) return hasOurs || hasTheirs ? 'silence, with data' : '–'
  if (hasOurs && hasTheirs) return 'choice'
  if (hasTheirs) return 'own'
  const isPublic = words.some((each) => isPublicText(String(each)))
  if (isPublic) return hasOurs ? 'public, with data' : 'public'
  return 'answered'
}

/** What other people wrote; the groups' titles are part of one's own data. */
function holdsOthers({ files }: Calls[number]): boolean {
  return Object.values(files).some(({ bytes }) =>
    /Zulmira|impressora|Yolanda|geladeira/.test(text(bytes)),
  )
}

/** Short, and the same for everybody. */
const personal = [
  'forget-done',
  'optout-done',
  'optin-done',
  'forgetme-confirm',
  'forget-how',
  'forgetme-kept',
]

function isPublicText(words: string): boolean {
  const texts = textsOf('en')
  const known = ['help', 'start', 'privacy', 'report-answers-explained']
  return known.some((key) =>
    words.includes(texts.text(key, { bot: 'lake_bot', days: 0 }).slice(0, 10)),
  )
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

/** The cases of a table: per line what is asked, and per role in a place what comes of it. */
function casesOf(table: string) {
  const [, , roles = '', ...lines] = table.split('\n')
  const cellsOf = (line: string) => line.trim().split(/\s+/)
  const columns = placed(roles)
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [asked = '', ...cells] = cellsOf(line.replace(' | ', ' '))
      const expected = columns.map(({ role, place }, index) => [
        `${role} in ${place}`,
        cells[index],
      ])
      return { asked, columns, expected: Object.fromEntries(expected) as Record<string, string> }
    })
}

function placed(roles: string): { role: string; place: 'group' | 'private' }[] {
  const [inGroup = '', inPrivate = ''] = roles.split('|')
  const named = (names: string, place: 'group' | 'private') =>
    names
      .trim()
      .split(/\s+/)
      .map((role) => ({ role, place }))
  return [...named(inGroup, 'group'), ...named(inPrivate, 'private')]
}

const shared = sharedGroup(twoGroups)

describe('who gets what', () => {
  it.each(casesOf(commands))(
    'for the command $asked',
    async ({ asked, columns, expected }) => {
      const found: Record<string, string> = {}
      for (const { role, place } of columns) {
        found[`${role} in ${place}`] = await shared().command(role, place, asked)
      }
      expect(found).toEqual(expected)
      expect(shared().log.named('answer_failed')).toEqual([])
    },
    60_000,
  )

  it.each(casesOf(buttons))(
    'for the button $asked',
    async ({ asked, columns, expected }) => {
      const found: Record<string, string> = {}
      for (const { role, place } of columns) {
        found[`${role} in ${place}`] = await shared().press(role, place, asked)
      }
      expect(found).toEqual(expected)
      expect(shared().log.named('answer_failed')).toEqual([])
    },
    60_000,
  )
})
