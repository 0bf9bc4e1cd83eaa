import { html } from 'htm/preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'

import { act } from './api.js'
import { CommandMenu, matching } from './command-menu.js'
import { IconButton } from './icons.js'
import { MemberSwitch } from './member-switch.js'
import { senderOf } from './people.js'
import { summary } from './rich-text.js'
import { t } from './store.js'
import { PRIVATE, topicOf } from './topics.js'

/**
 * Where one writes: as whom, what, in which topic, and to which message. `draft` is the message that is answered or
 * edited, or a text to begin with.
 */
export function Composer({ people, person, draft, topic, onPerson, onDraft, onEditLast }) {
  const [text, setText] = useState('')
  const [isMenuOpen, openMenu] = useState(false)
  const [picked, pick] = useState(0)
  const field = useRef()
  const commands = isMenuOpen ? person.commands : matching(person.commands, text)
  const user_id = person.user.id
  const is_private = topic === PRIVATE
  const { kind, message } = draft

  useLayoutEffect(() => {
    if (kind === 'edit') setText(message.text ?? message.caption ?? '')
    if (kind === 'text') setText(draft.text)
    if (kind) field.current?.focus()
  }, [draft])

  // As high as what is in it.
  useLayoutEffect(() => {
    if (!field.current) return
    field.current.style.height = 'auto'
    field.current.style.height = `${field.current.scrollHeight}px`
  }, [text])

  function reset() {
    setText('')
    openMenu(false)
    pick(0)
    onDraft({})
  }

  async function send(written = text) {
    if (written.trim() === '') return
    const before = text
    reset()
    const done =
      kind === 'edit'
        ? await act('edit', { user_id, is_private, message_id: message.message_id, text: written })
        : await act('send', {
            user_id,
            is_private,
            text: written,
            reply_to_message_id: message?.message_id,
            // An answer stays in the topic of its message.
            message_thread_id: is_private
              ? undefined
              : (message ? topicOf(message) : topic) || undefined,
          })
    // What could not be sent is not lost.
    if (!done) setText(before)
  }

  function onKeyDown(event) {
    if (event.isComposing) return
    const { key } = event
    const count = commands.length
    if (count > 0 && (key === 'ArrowDown' || key === 'ArrowUp')) {
      pick((picked + (key === 'ArrowDown' ? 1 : count - 1)) % count)
    } else if (count > 0 && key === 'Tab') {
      setText(`/${commands[picked].command} `)
      openMenu(false)
    } else if (key === 'Enter' && !event.shiftKey) {
      void send(count > 0 ? `/${commands[picked].command}` : text)
    } else if (key === 'Escape') {
      if (isMenuOpen) openMenu(false)
      else reset()
    } else if (key === 'ArrowUp' && text === '') onEditLast()
    else return
    event.preventDefault()
  }

  if (!person.isPresent && !is_private) {
    const name = person.user.first_name
    return html`<div class="composer outside">
      <${MemberSwitch} people=${people} person=${person} onChange=${onPerson} />
      <span>${t('join', { name })}</span>
      <button type="button" class="primary" onClick=${() => act('join', { user_id })}>
        ${t('join-as', { name })}
      </button>
    </div>`
  }
  return html`<div class="composer">
    ${
      message &&
      html`<div class="about">
        <span class="line">
          <b>${kind === 'edit' ? t('editing') : `${t('reply')}: ${senderOf(message).name}`}</b>
          <span>${summary(message)}</span>
        </span>
        <${IconButton} name="close" label=${t('cancel')} onClick=${reset} />
      </div>`
    }
    ${commands.length > 0 && html`<${CommandMenu} commands=${commands} picked=${picked} onPick=${(each) => send(`/${each}`)} />`}
    <div class="line-of-writing">
      <${MemberSwitch}
        people=${people}
        person=${person}
        onChange=${(each) => {
          onPerson(each)
          field.current?.focus()
        }}
      />
      <${IconButton}
        name="commands"
        label=${t('commands')}
        aria-expanded=${isMenuOpen}
        onClick=${() => {
          openMenu(!isMenuOpen)
          field.current.focus()
        }}
      />
      <textarea
        ref=${field}
        rows="1"
        dir="auto"
        autofocus
        role=${commands.length > 0 ? 'combobox' : undefined}
        aria-expanded=${commands.length > 0 ? true : undefined}
        value=${text}
        placeholder=${t('write', { name: person.user.first_name })}
        aria-label=${t('write', { name: person.user.first_name })}
        aria-controls=${commands.length > 0 ? 'commands' : undefined}
        aria-activedescendant=${commands.length > 0 ? `command-${commands[picked]?.command}` : undefined}
        onInput=${(event) => {
          setText(event.target.value)
          openMenu(false)
          pick(0)
        }}
        onKeyDown=${onKeyDown}
      ></textarea>
      <${IconButton}
        name=${kind === 'edit' ? 'check' : 'send'}
        label=${t('send')}
        disabled=${text.trim() === ''}
        onClick=${() => send()}
      />
    </div>
  </div>`
}
