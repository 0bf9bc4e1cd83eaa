import { html } from 'htm/preact'

import { press } from './api.js'
import { addressIn } from './rich-text.js'

/** The bot's buttons. One that was pressed is busy until the bot answers. */
export function Keyboard({ message, person, presses }) {
  const rows = message.reply_markup?.inline_keyboard
  if (!rows) return undefined
  const busy = Object.values(presses)
  return html`<div class="keyboard">
    ${rows.map(
      (row) =>
        html`<div class="keys">
          ${row.map(({ text, callback_data: data, url }) => {
            if (url) {
              const href = addressIn(url)?.href
              return html`<a href=${href} target="_blank" rel="noopener noreferrer">${text}</a>`
            }
            const isBusy = busy.some(
              (each) => each.message_id === message.message_id && each.data === data,
            )
            return html`<button
              type="button"
              class=${isBusy ? 'busy' : ''}
              aria-busy=${isBusy}
              onClick=${() => isBusy || press(person.user.id, message, data)}
            >
              ${text}
            </button>`
          })}
        </div>`,
    )}
  </div>`
}
