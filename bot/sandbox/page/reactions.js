import { html } from 'htm/preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'

import { act, isPrivate } from './api.js'
import { IconButton } from './icons.js'
import { t } from './store.js'

const emoji = ['👍', '❤️', '😂', '🔥', '🎉', '🤔']

/** How often a message was reacted to with what; pressing one adds or takes back one's own. */
export function Reactions({ message, reactions, person }) {
  const counts = new Map()
  for (const [who, given] of Object.entries(reactions ?? {})) {
    for (const { emoji: each } of given) counts.set(each, [...(counts.get(each) ?? []), who])
  }
  if (counts.size === 0) return undefined
  const me = String(person?.isAnonymous ? message.chat.id : person?.user.id)
  return html`<div class="reactions">
    ${[...counts].map(([each, who]) => {
      const mine = who.includes(me)
      return html`<button
        type="button"
        aria-pressed=${mine}
        onClick=${() => react(person, message, mine ? [] : [each])}
      >
        <span class="emoji">${each}</span> ${who.length}
      </button>`
    })}
  </div>`
}

/** What one can do with a message; by keyboard on the message that has the focus. */
export function Tools({ message, own, person, isActive, actions }) {
  const [isOpen, open] = useState(false)
  const root = useRef()
  // Before the palette is seen: a key may follow at once.
  useLayoutEffect(() => {
    if (!isOpen) return
    const onPointer = ({ target }) => root.current?.contains(target) || open(false)
    const onKey = ({ key }) => key === 'Escape' && open(false)
    document.addEventListener('pointerdown', onPointer)
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('pointerdown', onPointer)
      document.removeEventListener('keydown', onKey)
    }
  }, [isOpen])
  const inPrivate = isPrivate(message.chat)
  if (!person?.isPresent && !inPrivate) return html`<div class="tools"></div>`
  const tabindex = isActive ? 0 : -1
  return html`<div class=${`tools ${isOpen ? 'open' : ''}`} ref=${root}>
    ${
      isOpen &&
      html`<div class="palette">
        ${emoji.map(
          (each) =>
            html`<button
              type="button"
              class="emoji"
              onClick=${() => {
                open(false)
                void react(person, message, [each])
              }}
            >
              ${each}
            </button>`,
        )}
      </div>`
    }
    ${
      inPrivate
        ? undefined
        : html`<${IconButton}
            name="react"
            label=${t('react')}
            tabindex=${tabindex}
            aria-expanded=${isOpen}
            onClick=${() => open(!isOpen)}
          />`
    }
    <${IconButton}
      name="reply"
      label=${t('reply')}
      tabindex=${tabindex}
      onClick=${() => actions.reply(message)}
    />
    ${own && html`<${IconButton} name="edit" label=${t('edit')} tabindex=${tabindex} onClick=${() => actions.edit(message)} />`}
  </div>`
}

const react = (person, { message_id }, given) =>
  act('react', { user_id: person.user.id, message_id, emoji: given })
