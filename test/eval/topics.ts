import { recurringTopics } from '../../bot/reports/topics.ts'
import type { MessageRow } from '../../etl/lake/schema.ts'
import { topics, type Figure, type Miss, type TopicLabel } from './measure.ts'

/**
 * How well the topics of the report are those that people see. A topic has few labelled messages, each worth more than
 * what a figure may fall, so that only the means have a stored value.
 */
export function measureTopics(
  rows: readonly MessageRow[],
  labels: readonly TopicLabel[],
): { readonly figures: readonly Figure[]; readonly misses: readonly Miss[] } {
  const measured = topics(groupsOf(rows), labels)
  const inLargest = mean(measured.map((topic) => topic.inLargest))
  const purity = mean(measured.map((topic) => topic.purity))
  return {
    figures: [
      { name: 'topics (mean in largest)', recall: inLargest, value: inLargest },
      { name: 'topics (mean purity)', precision: purity, value: purity },
      ...measured.map((topic) => ({
        name: `topic ${topic.name}, size ${topic.largest.size}`,
        precision: topic.purity,
        recall: topic.inLargest,
      })),
    ],
    misses: measured.flatMap(({ name, largest }) => missesOf(name, largest, labels)),
  }
}

/** The messages of each topic. Types of questions need their surroundings, so that all questions count as doubts. */
function groupsOf(rows: readonly MessageRow[]): ReadonlySet<number>[] {
  const doubts = rows.flatMap(({ is_question, message_id, sender_id, question_terms }) =>
    is_question && sender_id !== null && question_terms !== null
      ? [{ id: message_id, senderId: sender_id, terms: question_terms.split(' ') }]
      : [],
  )
  return recurringTopics(doubts).map(({ members }) => new Set(members.map(({ id }) => id)))
}

function missesOf(
  name: string,
  largest: ReadonlySet<number>,
  labels: readonly TopicLabel[],
): Miss[] {
  return labels
    .filter(({ topic }) => topic === name)
    .filter(({ message_id, is_topic }) => largest.has(message_id) !== is_topic)
    .map(({ is_topic, text }) => ({
      part: `topic ${name}`,
      label: is_topic ? 'of the topic' : 'not of it',
      said: is_topic ? 'not of it' : 'of the topic',
      text,
    }))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}
