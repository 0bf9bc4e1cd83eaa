import { html } from 'htm/preact'
import { useEffect, useRef, useState } from 'preact/hooks'

import { Icon } from './icons.js'
import { Avatar, roleOf } from './people.js'
import { t } from './store.js'

/** Chooses as whom one writes. */
export function MemberSwitch({ people, person, onChange }) {
  const [isOpen, open] = useState(false)
  const root = useRef()
  const chosen = people.indexOf(person)

  useEffect(() => {
    if (!isOpen) return
    root.current.querySelectorAll('[role=option]')[Math.max(0, chosen)]?.focus()
    const close = (event) => root.current?.contains(event.target) || open(false)
    document.addEventListener('pointerdown', close)
    return () => document.removeEventListener('pointerdown', close)
  }, [isOpen])

  function choose(each) {
    open(false)
    onChange(each)
  }

  function onKeyDown(event) {
    if (!isOpen) return
    const options = [...root.current.querySelectorAll('[role=option]')]
    const index = options.indexOf(document.activeElement)
    const keys = {
      ArrowDown: () => options[Math.min(index + 1, options.length - 1)].focus(),
      ArrowUp: () => options[Math.max(index - 1, 0)].focus(),
      Home: () => options[0].focus(),
      End: () => options.at(-1).focus(),
      Enter: () => index >= 0 && choose(people[index]),
      ' ': () => index >= 0 && choose(people[index]),
      Escape: () => {
        open(false)
        root.current.querySelector('button').focus()
      },
      Tab: () => open(false),
    }
    if (!keys[event.key]) return
    if (event.key !== 'Tab') event.preventDefault()
    event.stopPropagation()
    keys[event.key]()
  }

  return html`<div class="switch" ref=${root} onKeyDown=${onKeyDown}>
    <button
      type="button"
      aria-haspopup="listbox"
      aria-expanded=${isOpen}
      aria-label=${`${t('write-as')}: ${person.user.first_name}, ${roleOf(person)}`}
      title=${t('write-as')}
      onClick=${() => open(!isOpen)}
    >
      <${Avatar} id=${person.user.id} name=${person.user.first_name} />
      <span class="who"><b>${person.user.first_name}</b><small>${roleOf(person)}</small></span>
      <${Icon} name="down" />
    </button>
    ${
      isOpen &&
      html`<ul class="popup" role="listbox" aria-label=${t('write-as')}>
        ${people.map(
          (each) =>
            html`<li
              role="option"
              tabindex="-1"
              aria-selected=${each === person}
              onClick=${() => choose(each)}
            >
              <${Avatar} id=${each.user.id} name=${each.user.first_name} />
              <span class="who"><b>${each.user.first_name}</b><small>${roleOf(each)}</small></span>
              <span class="language">${each.user.language_code}</span>
              ${each === person && html`<${Icon} name="check" />`}
            </li>`,
        )}
      </ul>`
    }
  </div>`
}
