import { html } from 'htm/preact'

/** The commands that a text may become: it is a slash and the beginning of a name. */
export function matching(commands, text) {
  const [, typed] = /^\/([a-z0-9_]*)$/i.exec(text) ?? []
  if (typed === undefined) return []
  return commands.filter(({ command }) => command.startsWith(typed.toLowerCase()))
}

/** The menu as the bot registered it; the picked one is sent with Enter. */
export function CommandMenu({ commands, picked, onPick }) {
  return html`<ul id="commands" class="commands" role="listbox">
    ${commands.map(
      ({ command, description }, index) =>
        html`<li
          id=${`command-${command}`}
          role="option"
          aria-selected=${index === picked}
          ref=${(element) => index === picked && element?.scrollIntoView({ block: 'nearest' })}
          onPointerDown=${(event) => {
            event.preventDefault()
            onPick(command)
          }}
        >
          <b>/${command}</b><span>${description}</span>
        </li>`,
    )}
  </ul>`
}
