import { html } from 'htm/preact'

const paths = {
  send: 'M3 20.5 21 12 3 3.5v6.6l11 1.9-11 1.9z',
  reply: 'M10 9V5l-7 7 7 7v-4.1c5 0 8.500 1.600 11 5.100-1-5-4-10-11-11z',
  edit: 'M4 17.2V20h2.800L17.500 9.300l-2.800-2.800zM19.700 7.100a1 1 0 0 0 0-1.400l-1.400-1.400a1 1 0 0 0-1.400 0l-1.200 1.200 2.800 2.800z',
  react:
    'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 16.200a7.200 7.200 0 1 1 0-14.400 7.200 7.200 0 0 1 0 14.400zM8.800 11a1.300 1.300 0 1 0 0-2.600 1.300 1.300 0 0 0 0 2.600zm6.400 0a1.300 1.300 0 1 0 0-2.600 1.300 1.300 0 0 0 0 2.600zM12 17c2.200 0 4-1.300 4.700-3.200H7.300C8 15.700 9.800 17 12 17z',
  close:
    'M18.700 6.700 17.300 5.300 12 10.600 6.700 5.300 5.300 6.700l5.300 5.300-5.300 5.300 1.400 1.400 5.300-5.300 5.300 5.300 1.400-1.400-5.300-5.300z',
  down: 'M12 15.600 5.700 9.300l1.400-1.400 4.900 4.900 4.900-4.900 1.400 1.400z',
  commands:
    'M6 3h12a3 3 0 0 1 3 3v12a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3V6a3 3 0 0 1 3-3zm7.600 3.500-5 11h2l5-11z',
  lake: 'M2 7.500c3.300-2.700 6.700-2.700 10 0s6.700 2.700 10 0v2.600c-3.300 2.700-6.700 2.700-10 0s-6.700-2.700-10 0zm0 6c3.300-2.700 6.700-2.700 10 0s6.700 2.700 10 0v2.600c-3.300 2.700-6.700 2.700-10 0s-6.700-2.700-10 0z',
  check: 'M9.500 17.200 4.300 12l1.400-1.400 3.800 3.800 8.800-8.800L19.700 7z',
  play: 'M7 4.500v15l12-7.500z',
  file: 'M6 2h8l5 5v13a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2zm7 1.500V8h4.500z',
}

/** A drawing beside a text or inside a labelled button. */
export function Icon({ name }) {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d=${paths[name]} fill-rule="evenodd" />
  </svg>`
}

/** A button that shows a drawing alone. */
export function IconButton({ name, label, ...rest }) {
  return html`<button
    type="button"
    class="icon-button"
    aria-label=${label}
    title=${label}
    ...${rest}
  >
    <${Icon} name=${name} />
  </button>`
}
