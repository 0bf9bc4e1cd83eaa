import { html } from 'htm/preact'
import { useEffect, useState } from 'preact/hooks'

import { act, isPrivate } from './api.js'
import { Composer } from './composer.js'
import { Icon, IconButton } from './icons.js'
import { LakePanel } from './lake-panel.js'
import { Lightbox } from './lightbox.js'
import { MessageList, showMessage } from './message-list.js'
import { Avatar, fullName, isOwn } from './people.js'
import { t, useStore } from './store.js'
import { number } from './time.js'
import { Toast } from './toast.js'
import { PRIVATE, Topics, topicOf, topicsOf } from './topics.js'

/** The group on the left, the lake on the right; on a narrow window one of the two. */
export function App() {
  const store = useStore()
  const [personId, setPersonId] = useKept('person')
  const [isPanelOpen, openPanel] = useState(false)
  const [draft, setDraft] = useState({})
  const [picture, open] = useState()
  const [topic, openTopic] = useState()
  const [wanted, want] = useState()
  useEffect(() => {
    if (wanted) showMessage(wanted.id)
  }, [wanted])
  if (!store.isReady) return html`<div class="loading" aria-busy="true"></div>`

  const { people, lake } = store
  const topics = topicsOf(store.messages)
  const admin = people.find(({ status, isAnonymous }) => status === 'administrator' && !isAnonymous)
  const person = people.find(({ user }) => user.id === personId) ?? admin ?? people[0]
  const isInPrivate = topic === PRIVATE
  const messages = isInPrivate
    ? (store.privateMessages[person.user.id] ?? [])
    : topic === undefined
      ? store.messages
      : store.messages.filter((each) => topicOf(each) === topic)
  const openChat = (next) => {
    setDraft({})
    openTopic(next)
  }
  const choose = ({ user }) => {
    setDraft({})
    setPersonId(user.id)
  }
  const actions = {
    reply: (message) => setDraft({ kind: 'reply', message }),
    edit: (message) => setDraft({ kind: 'edit', message }),
    jump: (id) => want({ id }),
    /** Of the group, wherever one is. */
    jumpInGroup(id) {
      const isShown = !isInPrivate && messages.some(({ message_id }) => message_id === id)
      if (!isShown) openTopic(undefined)
      want({ id })
    },
    open,
    command: (text, message) =>
      act('send', {
        user_id: person.user.id,
        text,
        is_private: isPrivate(message.chat),
        message_thread_id: topicOf(message) || undefined,
      }),
  }
  function editLast() {
    const own = messages.findLast((each) => isOwn(each, person) && (each.text ?? each.caption))
    if (own) actions.edit(own)
  }

  return html`<div class=${`app ${isPanelOpen ? 'panel-open' : ''}`}>
    <main aria-label=${t('chat')}>
      <${Header}
        store=${store}
        person=${isInPrivate ? person : undefined}
        onLake=${() => openPanel(true)}
      />
      <${Hint}
        lake=${lake}
        admin=${admin}
        onTry=${() => {
          if (admin) choose(admin)
          setDraft({ kind: 'text', text: '/stats' })
        }}
      />
      <${Topics} topics=${topics} chosen=${topic} onChoose=${openChat} />
      <${MessageList}
        key=${isInPrivate ? `private-${person.user.id}` : topic}
        messages=${messages}
        topics=${topic === undefined ? topics : new Map()}
        person=${person}
        reactions=${isInPrivate ? {} : store.reactions}
        presses=${store.presses}
        actions=${actions}
      />
      <${Composer}
        people=${people}
        person=${person}
        draft=${draft}
        topic=${topic}
        onPerson=${choose}
        onDraft=${setDraft}
        onEditLast=${editLast}
      />
    </main>
    <aside aria-label=${t('lake')}>
      <header class="bar">
        <h1><${Icon} name="lake" /> ${t('lake')}</h1>
        <${IconButton} name="close" label=${t('close')} onClick=${() => openPanel(false)} />
      </header>
      <${LakePanel} lake=${lake} examples=${store.examples} />
    </aside>
    ${!store.isOnline && html`<div class="offline" role="alert">${t('offline')}</div>`}
    ${store.toast && html`<${Toast} key=${store.toast.at} toast=${store.toast} />`}
    ${picture && html`<${Lightbox} picture=${picture} onClose=${() => open(undefined)} />`}
  </div>`
}

/** `person` is whose private chat is open, if it is one. */
function Header({ store, person, onLake }) {
  const { chat, bot, typingUntil, typingIn, memberCount, lake } = store
  const [, draw] = useState(0)
  const left = typingUntil - Date.now()
  useEffect(() => {
    if (left <= 0) return
    const timer = setTimeout(() => draw(typingUntil), left)
    return () => clearTimeout(timer)
  }, [typingUntil])
  const shown = person ? { id: bot.id, name: fullName(bot) } : { id: chat.id, name: chat.title }
  return html`<header class="bar">
    <${Avatar} ...${shown} />
    <div class="titles">
      <h1>${shown.name}</h1>
      <p role="status">
        ${
          left > 0 && typingIn === (person?.user.id ?? chat.id)
            ? html`<span class="typing"
                >${t('typing', { name: fullName(bot) })}<i></i><i></i><i></i
              ></span>`
            : person
              ? t('private-with', { name: person.user.first_name })
              : t('members', { count: number(memberCount) })
        }
      </p>
    </div>
    <button type="button" class="to-lake" onClick=${onLake}>
      <${Icon} name="lake" /> ${t('lake')} <b>${number(lake.rawObjectsToday)}</b>
    </button>
  </header>`
}

/** One line for a first visit. */
function Hint({ lake, admin, onTry }) {
  const [isHidden, hide] = useKept('hint-hidden')
  const { filling } = lake
  if (filling) {
    const values = { done: number(filling.done), total: number(filling.total) }
    return html`<div class="hint" role="status">${t('hint-filling', values)}</div>`
  }
  if (isHidden || !admin) return undefined
  return html`<div class="hint">
    <button type="button" onClick=${onTry}>${t('hint', { name: admin.user.first_name })}</button>
    <${IconButton} name="close" label=${t('hint-close')} onClick=${() => hide(true)} />
  </div>`
}

/** State that a reload keeps, in this browser. */
function useKept(name) {
  const [value, set] = useState(() => JSON.parse(localStorage.getItem(name) ?? 'null'))
  return [
    value,
    (next) => {
      localStorage.setItem(name, JSON.stringify(next))
      set(next)
    },
  ]
}
