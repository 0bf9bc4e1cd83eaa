import { html } from 'htm/preact'
import { useEffect, useRef } from 'preact/hooks'

import { IconButton } from './icons.js'
import { t } from './store.js'

/** A picture as large as the window, until it is closed. */
export function Lightbox({ picture, onClose }) {
  const dialog = useRef()
  useEffect(() => {
    dialog.current.showModal()
  }, [])
  return html`<dialog
    class="lightbox"
    ref=${dialog}
    aria-label=${picture.alt}
    onClose=${onClose}
    onClick=${() => dialog.current.close()}
  >
    <img src=${picture.source} alt=${picture.alt} width=${picture.width} height=${picture.height} />
    <${IconButton} name="close" label=${t('close')} onClick=${() => dialog.current.close()} />
  </dialog>`
}
