import { html } from 'htm/preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

import { IconButton } from './icons.js'
import { Message } from './message.js'
import { fullName, isOwn, senderOf } from './people.js'
import { t } from './store.js'
import { dayName, dayOf } from './time.js'
import { topicOf } from './topics.js'

/** Messages of one person that follow one another within this time stand together. */
const TOGETHER_SECONDS = 10 * 60

/** Nearer to the end than this, the list follows new messages. */
const NEAR_PIXELS = 60

/** A day's name over the messages goes away when nobody has scrolled for this long. */
const REST_MILLISECONDS = 1200

/** The messages of the chat. Scrolling stays where it is, and follows new messages at the end. */
export function MessageList({ messages, topics, person, reactions, presses, actions }) {
  const scroller = useRef()
  const isPinned = useRef(true)
  const [isAway, setAway] = useState(false)
  const [seen, setSeen] = useState(0)
  const [activeId, activate] = useState()
  const last = messages.at(-1)
  const active = messages.some(({ message_id }) => message_id === activeId)
    ? activeId
    : last?.message_id

  const toEnd = () => scroller.current.scrollTo({ top: scroller.current.scrollHeight })

  function onScroll() {
    showDay()
    const { scrollHeight, scrollTop, clientHeight } = scroller.current
    isPinned.current = scrollHeight - scrollTop - clientHeight < NEAR_PIXELS
    setAway(!isPinned.current)
    if (isPinned.current) setSeen(last?.message_id ?? 0)
  }

  /** The name of the day that lies over its messages is there while one scrolls. */
  const rest = useRef()
  function showDay() {
    const { classList } = scroller.current
    for (const day of scroller.current.querySelectorAll('.day')) {
      const isOver = day.offsetTop > day.parentElement.offsetTop + NEAR_PIXELS
      day.classList.toggle('over', isOver)
    }
    classList.add('scrolling')
    clearTimeout(rest.current)
    rest.current = setTimeout(() => classList.remove('scrolling'), REST_MILLISECONDS)
  }
  useEffect(() => () => clearTimeout(rest.current), [])

  useLayoutEffect(() => {
    if (last && isOwn(last, person)) isPinned.current = true
    if (isPinned.current) toEnd()
  }, [last?.message_id])

  // Pictures, edits and the keyboard of a phone change heights without a new message.
  useEffect(() => {
    const observer = new ResizeObserver(() => isPinned.current && toEnd())
    observer.observe(scroller.current)
    observer.observe(scroller.current.firstElementChild)
    return () => observer.disconnect()
  }, [])

  function onKeyDown(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    const row = event.target.closest('.row')
    if (!row || event.target !== row || event.ctrlKey || event.metaKey) return
    const message = messages.find(({ message_id }) => row.id === `message-${message_id}`)
    if (step) {
      const rows = [...scroller.current.querySelectorAll('.row')]
      rows[rows.indexOf(row) + step]?.focus()
    } else if (event.key === 'Enter' || event.key === 'r') actions.reply(message)
    else if (event.key === 'e' && isOwn(message, person)) actions.edit(message)
    else return
    event.preventDefault()
  }

  const unseen = messages.filter(({ message_id }) => message_id > seen).length
  const all = { ...actions, activate }

  function entry(message, index, ofDay) {
    const key = message.message_id
    const service = serviceText(message)
    if (service) {
      return html`<li key=${key} id=${`message-${key}`} class="service">
        <span>${service}</span>
      </li>`
    }
    return html`<${Message}
      key=${key}
      message=${message}
      person=${person}
      isFirst=${!together(ofDay[index - 1], message)}
      isLast=${!together(message, ofDay[index + 1])}
      isActive=${key === active}
      reactions=${reactions[key]}
      presses=${presses}
      topic=${topics.get(topicOf(message))}
      actions=${all}
    />`
  }

  return html`<div class="messages" ref=${scroller} onScroll=${onScroll} onKeyDown=${onKeyDown}>
      <div class="days" role="log" aria-label=${t('messages')}>
        ${byDay(messages).map(
          ([day, ofDay]) =>
            html`<section key=${day} aria-label=${dayName(day)}>
              <p class="day"><span>${dayName(day)}</span></p>
              <ol>
                ${ofDay.map(entry)}
              </ol>
            </section>`,
        )}
      </div>
    </div>
    ${
      isAway &&
      html`<div class="newest">
        <${IconButton} name="down" label=${t('newest')} onClick=${toEnd} />
        ${unseen > 0 && html`<span class="count">${unseen}</span>`}
      </div>`
    }`
}

/** Shows a message and marks it for a moment. */
export function showMessage(messageId) {
  const row = document.getElementById(`message-${messageId}`)
  if (!row) return
  row.scrollIntoView({ block: 'center', behavior: 'smooth' })
  row.focus({ preventScroll: true })
  row.classList.add('found')
  setTimeout(() => row.classList.remove('found'), 1600)
}

function byDay(messages) {
  const days = new Map()
  for (const message of messages) {
    const day = dayOf(message.date)
    if (days.has(day)) days.get(day).push(message)
    else days.set(day, [message])
  }
  return [...days]
}

function together(one, next) {
  if (!one || !next || serviceText(one) || serviceText(next) || one.reply_markup) return false
  return senderOf(one).id === senderOf(next).id && next.date - one.date < TOGETHER_SECONDS
}

/** What a service message says; undefined for what people write. */
function serviceText(message) {
  const names = (users) => users.map(fullName).join(', ')
  if (message.new_chat_members) return t('joined', { name: names(message.new_chat_members) })
  if (message.left_chat_member) return t('left', { name: fullName(message.left_chat_member) })
  if (message.pinned_message) return t('pinned', { name: senderOf(message).name })
  if (message.new_chat_title) return t('renamed', { title: message.new_chat_title })
  if (message.forum_topic_created) return `# ${message.forum_topic_created.name}`
  const other = ['group_chat_created', 'supergroup_chat_created', 'migrate_from_chat_id']
  return other.some((field) => field in message) ? t('service') : undefined
}
