import { html } from 'htm/preact'
import { useEffect, useRef } from 'preact/hooks'

import { t, update } from './store.js'

const SHOWN_MILLISECONDS = 4500

const clear = () => update({ toast: undefined })

/** What the bot says about a press, or the server about an act: for a moment, or until it is read. */
export function Toast({ toast }) {
  const dialog = useRef()
  useEffect(() => {
    if (toast.isAlert) dialog.current.showModal()
    else {
      const timer = setTimeout(clear, SHOWN_MILLISECONDS)
      return () => clearTimeout(timer)
    }
  }, [toast])
  if (!toast.isAlert) return html`<div class="toast" role="status">${toast.text}</div>`
  return html`<dialog class="alert" ref=${dialog} onClose=${clear}>
    <p>${toast.text}</p>
    <button type="button" class="primary" onClick=${() => dialog.current.close()}>
      ${t('close')}
    </button>
  </dialog>`
}
