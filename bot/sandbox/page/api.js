import { update, without } from './store.js'

/** Asks the server to do something; what comes of it arrives as a change. Throws what the server says against it. */
export async function post(path, body, signal) {
  const response = await fetch(`/sandbox/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.error)
  return answer
}

/** As `post`, and shows what the server says against it. Resolves to undefined then. */
export async function act(path, body) {
  try {
    return await post(path, body)
  } catch (error) {
    update({ toast: { text: error.message, at: Date.now() } })
    return undefined
  }
}

/** Whether a chat is one with the bot alone. */
export const isPrivate = ({ type }) => type === 'private'

const PRESS_MILLISECONDS = 15_000

/** Presses a button of the bot: it is busy until the bot answers, or for so long as Telegram's apps wait. */
export async function press(user_id, { message_id, chat }, data) {
  const is_private = isPrivate(chat)
  const answer = await act('press', { user_id, is_private, message_id, data })
  if (!answer) return
  const id = answer.callback_query_id
  update(({ presses }) => ({ presses: { ...presses, [id]: { message_id, data } } }))
  setTimeout(() => update(({ presses }) => ({ presses: without(presses, id) })), PRESS_MILLISECONDS)
}

/** Where a picture or document is. */
export const fileUrl = (fileId) => `/sandbox/file?id=${encodeURIComponent(fileId)}`
