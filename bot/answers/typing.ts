import type { Api } from 'grammy'

import type { Place } from '../jobs/job.ts'

/** Telegram shows an action for five seconds. */
const EVERY_MILLISECONDS = 4_500

/** Shows that something is happening while `act` runs; a failure to show it is ignored. */
export async function whileTyping<T>(
  api: Pick<Api, 'sendChatAction'>,
  place: Place,
  act: () => Promise<T>,
): Promise<T> {
  const stop = startTyping(api, place)
  try {
    return await act()
  } finally {
    stop()
  }
}

/** Shows that something is happening until the function that it returns is called. */
export function startTyping(
  api: Pick<Api, 'sendChatAction'>,
  { chat_id, message_thread_id }: Place,
): () => void {
  let isCalling = false
  const show = () => {
    // A Telegram that answers slowly is not asked twice.
    if (isCalling) return
    isCalling = true
    api
      .sendChatAction(
        chat_id,
        'typing',
        message_thread_id === undefined ? {} : { message_thread_id },
      )
      .catch(() => {})
      .finally(() => {
        isCalling = false
      })
  }
  show()
  const timer = setInterval(show, EVERY_MILLISECONDS)
  return () => clearInterval(timer)
}
