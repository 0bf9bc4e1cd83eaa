import { html } from 'htm/preact'

import { t } from './store.js'

/** What stands for the messages that are in no topic. */
export const GENERAL = 0

/** What stands for the private chat with the bot. */
export const PRIVATE = 'private'

/** The topics of a forum, by id: that of the message that opened each. */
export function topicsOf(messages) {
  return new Map(
    messages.flatMap(({ message_id, forum_topic_created: topic }) =>
      topic ? [[message_id, topic.name]] : [],
    ),
  )
}

/** The topic that a message is in. */
export const topicOf = ({ is_topic_message, message_thread_id }) =>
  is_topic_message ? message_thread_id : GENERAL

/** Opens the group, all of it or one topic, or the private chat with the bot. */
export function Topics({ topics, chosen, onChoose }) {
  const group =
    topics.size > 0
      ? [[undefined, t('all-topics')], [GENERAL, t('general')], ...topics]
      : [[undefined, t('group')]]
  const all = [...group, [PRIVATE, t('private')]]
  return html`<nav class="topics" aria-label=${t('topics')}>
    ${all.map(
      ([id, name]) =>
        html`<button
          key=${id}
          type="button"
          aria-pressed=${id === chosen}
          onClick=${() => onChoose(id)}
        >
          <bdi>${name}</bdi>
        </button>`,
    )}
  </nav>`
}
