import { html } from 'htm/preact'

import { t } from './store.js'

/** What stands for the messages that are in no topic. */
export const GENERAL = 0

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

/** Opens one topic, or all messages together. */
export function Topics({ topics, chosen, onChoose }) {
  const all = [[undefined, t('all-topics')], [GENERAL, t('general')], ...topics]
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
