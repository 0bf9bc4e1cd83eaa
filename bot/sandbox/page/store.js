// What the page knows: the state that the server sends first, and every change after it.
import { useEffect, useState } from 'preact/hooks'

/** @typedef {typeof state} State */
let state = {
  /** The server's first event has come. */
  isReady: false,
  isOnline: true,
  /** Everything of /sandbox/state, see bot/sandbox/routes.ts. */
  chat: undefined,
  bot: undefined,
  memberCount: 0,
  people: [],
  messages: [],
  reactions: {},
  /** Of private chats with the bot, by who has them. */
  privateMessages: {},
  lake: undefined,
  language: 'en',
  zone: 'UTC',
  texts: {},
  examples: [],
  /** Until when the bot shows that it is busy, in milliseconds, and in which chat. */
  typingUntil: 0,
  typingIn: undefined,
  /** Presses that the bot has not answered yet: callback id → message id and data. */
  presses: {},
  /** What the bot says about a press. */
  toast: undefined,
}

const watchers = new Set()

/** Changes the state and draws what shows it. */
export function update(change) {
  state = { ...state, ...(typeof change === 'function' ? change(state) : change) }
  for (const watch of watchers) watch(state)
}

/** The state, in a component that is drawn again when it changes. */
export function useStore() {
  const [, draw] = useState(state)
  useEffect(() => {
    watchers.add(draw)
    draw(state)
    return () => watchers.delete(draw)
  }, [])
  return state
}

/** A text of the page, with its values put in. */
export function t(key, values = {}) {
  const text = state.texts[key] ?? key
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole))
}

/** The state outside of components. */
export const current = () => state

/** Listens to the server for as long as the page is open; it comes back by itself. */
export function connect() {
  const source = new EventSource('/sandbox/events')
  const on = (name, act) => source.addEventListener(name, (event) => act(JSON.parse(event.data)))
  on('state', (first) => {
    document.documentElement.lang = first.language
    document.title = `${first.chat.title} · telegram-lake`
    update({ ...first, isReady: true, isOnline: true, presses: {} })
  })
  on('change', (change) => update((before) => changed(before, change)))
  on('people', (people) =>
    update({
      people,
      memberCount: state.memberCount + presentIn(people) - presentIn(state.people),
    }),
  )
  on('lake', (lake) => update({ lake }))
  source.onerror = () => {
    update({ isOnline: false })
    // A browser gives up on a server that answers with an error.
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 1000)
  }
}

const presentIn = (people) => people.filter(({ isPresent }) => isPresent).length

/** The state after a change in the chat, see bot/sandbox/fake-telegram/group/state.ts. */
function changed(before, change) {
  switch (change.type) {
    case 'message':
    case 'edit': {
      const { message } = change
      const isBots = message.from?.id === before.bot.id
      return {
        ...inChat(before, change, (messages) => withMessage(messages, message)),
        ...(isBots && { typingUntil: 0 }),
      }
    }
    case 'delete':
      return inChat(before, change, (messages) =>
        messages.filter(({ message_id }) => message_id !== change.message_id),
      )
    case 'reaction': {
      if (change.chat_id !== before.chat.id) return {}
      const { message_id, sender_id, reactions } = change
      const others = without(before.reactions[message_id] ?? {}, sender_id)
      const given = reactions.length > 0 ? { ...others, [sender_id]: reactions } : others
      return { reactions: { ...before.reactions, [message_id]: given } }
    }
    case 'action':
      return { typingUntil: Date.now() + 5000, typingIn: change.chat_id }
    case 'callback': {
      const { id, answer } = change.callback
      return {
        presses: without(before.presses, id),
        ...(answer?.text && { toast: { text: answer.text, isAlert: answer.show_alert, at: id } }),
      }
    }
    default:
      return {}
  }
}

/** Changes the messages of the group, or of the private chat in which something happened. */
function inChat({ chat, messages, privateMessages }, { chat_id }, act) {
  if (chat_id === chat.id) return { messages: act(messages) }
  const own = act(privateMessages[chat_id] ?? [])
  return { privateMessages: { ...privateMessages, [chat_id]: own } }
}

/** The object without one of its fields. */
export function without(object, name) {
  const { [name]: gone, ...rest } = object
  return gone === undefined ? object : rest
}

/** The messages with this one, in its place: new, or instead of what it was before an edit. */
function withMessage(messages, message) {
  const quoted = messages.map((each) =>
    each.reply_to_message?.message_id === message.message_id
      ? { ...each, reply_to_message: { ...message, reply_to_message: undefined } }
      : each,
  )
  const index = quoted.findIndex(({ message_id }) => message_id === message.message_id)
  return index < 0 ? [...quoted, message] : quoted.with(index, message)
}
