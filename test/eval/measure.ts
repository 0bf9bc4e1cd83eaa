import { createHash } from 'node:crypto'

import { flatten } from '../../etl/flatten.ts'
import type { MessageRow } from '../../etl/lake/schema.ts'
import { timeZone } from '../../etl/lake/time-zone.ts'
import type { Update } from '../../etl/lake/update.ts'
import { latestRows } from '../../etl/latest.ts'
import { understand } from '../../etl/understand/understand.ts'

/** How well one set is told from another: what was said and is true, of all said and of all true. */
export interface Score {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/**
 * A message of the Ubuntu channel: D an opening doubt, F a follow-up, P a detail, C a counter-question, S social,
 * N none.
 */
export interface MessageLabel {
  readonly message_id: number
  readonly label: 'D' | 'F' | 'P' | 'C' | 'S' | 'N'
}

/** A sentence, and whether it is a doubt. */
export interface SentenceLabel {
  readonly lang: 'pt' | 'es'
  readonly text: string
  readonly doubt: boolean
}

/** Which messages a message answers, by hand. */
export interface LinkLabel {
  readonly message_id: number
  readonly sender_id: number
  readonly is_bot: boolean
  readonly parents: readonly number[]
}

/** A message, and whether it asks what the topic is about. */
export interface TopicLabel {
  readonly topic: string
  readonly message_id: number
  readonly text: string
  readonly is_topic: boolean
}

/** A line of the table. */
export interface Figure {
  readonly name: string
  readonly precision?: number
  readonly recall?: number
  readonly f1?: number
  /** What must not fall; undefined when it is only shown. */
  readonly value?: number
}

/** A labelled message that was judged wrong. */
export interface Miss {
  readonly part: string
  readonly label: string
  readonly said: string
  readonly text: string
}

/** The rows of the table `telegram` for these updates, day by day. */
export function rowsOf(updates: readonly Update[]): MessageRow[] {
  const zone = timeZone('America/Sao_Paulo')
  const days = new Map<string, ReturnType<typeof latestRows>>()
  for (const update of updates) {
    const row = flatten(update, zone)
    if (!row) continue
    const day = zone.date(row.date)
    const rows = days.get(day) ?? latestRows()
    rows.add(row, false)
    days.set(day, rows)
  }
  return [...days]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, latest]) => {
      const rows = latest.sorted()
      understand(rows)
      return rows
    })
}

/** Keeps `reply_to_message` on a share of the messages, chosen by their id. */
export function thinned(updates: readonly Update[], keep: number): Update[] {
  return updates.map((update) => {
    const message = update.message as Record<string, unknown> | undefined
    if (!message?.reply_to_message) return update
    const hash = createHash('sha256').update(String(message.message_id)).digest('hex')
    if (parseInt(hash.slice(0, 8), 16) / 0xffffffff < keep) return update
    const rest = Object.entries(message).filter(([name]) => name !== 'reply_to_message')
    return { ...update, message: Object.fromEntries(rest) }
  })
}

/** Doubts (opening or follow-up) and opening doubts among labelled messages. */
export function detection(rows: readonly MessageRow[], labels: readonly MessageLabel[]) {
  const labelled = new Set(labels.map(({ message_id }) => message_id))
  const said = rows.filter(({ is_question, message_id }) => is_question && labelled.has(message_id))
  const ids = (some: readonly MessageRow[]) => new Set(some.map(({ message_id }) => message_id))
  const gold = (kinds: string) =>
    new Set(labels.filter(({ label }) => kinds.includes(label)).map(({ message_id }) => message_id))
  return {
    doubts: score(ids(said.filter(isSaidDoubt)), gold('DF')),
    opening: score(ids(said.filter(({ question_type }) => question_type === 'opening')), gold('D')),
  }
}

/** Each sentence as a message of another person, hours apart; `message_id` is its place, from 1. */
export function spokenBy(sentences: readonly SentenceLabel[]): Update[] {
  return sentences.map(({ text }, index) => ({
    update_id: index + 1,
    message: {
      message_id: index + 1,
      from: { id: 900_000_000 + index, is_bot: false, first_name: `P${index}` },
      date: 1_780_000_000 + index * 7200,
      text,
      chat: { id: -1001234567890, title: 'Group', type: 'supergroup' },
    },
  }))
}

/** Doubts among the sentences of a language; `rows` are those of `spokenBy`. */
export function languages(
  rows: readonly MessageRow[],
  sentences: readonly SentenceLabel[],
  lang: 'pt' | 'es',
): Score {
  const isOf = (id: number) => sentences[id - 1]?.lang === lang
  const said = rows.filter((row) => isSaidDoubt(row) && isOf(row.message_id))
  const gold = sentences.flatMap((sentence, index) =>
    sentence.lang === lang && sentence.doubt ? [index + 1] : [],
  )
  return score(new Set(said.map(({ message_id }) => message_id)), new Set(gold))
}

/** Whether the stage says that the row is a doubt or belongs to one. */
export function isSaidDoubt({ is_question, question_type }: MessageRow): boolean {
  return is_question && question_type !== 'counter'
}

/**
 * The first answer to each question against links made by hand, directly or through the asker's own messages.
 */
export function links(rows: readonly MessageRow[], labels: readonly LinkLabel[]) {
  const byId = new Map(labels.map((label) => [label.message_id, label]))
  const children = new Map<number, number[]>()
  for (const { message_id, parents } of labels) {
    for (const parent of parents)
      children.set(parent, [...(children.get(parent) ?? []), message_id])
  }
  const goldOf = (question: number) => {
    const answers = new Set<number>()
    const seen = new Set([question])
    const todo = [question]
    for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
      for (const child of children.get(id) ?? []) {
        if (seen.has(child)) continue
        seen.add(child)
        if (byId.get(child)?.sender_id === byId.get(question)?.sender_id) todo.push(child)
        else if (byId.get(child)?.is_bot === false) answers.add(child)
      }
    }
    return answers
  }
  const ordered = rows.toSorted((a, b) => a.date - b.date || a.message_id - b.message_id)
  const headOf = new Map<number, number>()
  const parts = new Map<number, number[]>()
  for (const { is_question, message_id, question_id } of ordered) {
    if (!is_question || question_id === null) continue
    headOf.set(message_id, question_id)
    parts.set(question_id, [...(parts.get(question_id) ?? []), message_id])
  }
  const first = new Map<number, MessageRow>()
  for (const row of ordered) {
    if (row.answers_message_id === null || row.user_is_bot) continue
    const head = headOf.get(row.answers_message_id)
    if (head !== undefined && !first.has(head)) first.set(head, row)
  }
  let asked = 0
  let said = 0
  let gold = 0
  let hits = 0
  const rules = new Map<string, { said: number; hits: number }>()
  for (const { is_question, question_type, message_id, question_id } of ordered) {
    const label = byId.get(message_id)
    if (!is_question || question_type === 'counter' || question_id !== message_id) continue
    if (!label || label.is_bot) continue
    const answers = (parts.get(message_id) ?? []).filter((id) => byId.has(id)).map(goldOf)
    const all = new Set(answers.flatMap((each) => [...each]))
    const answer = first.get(message_id)
    const isHit = answer !== undefined && all.has(answer.message_id)
    asked += 1
    gold += all.size > 0 ? 1 : 0
    said += answer ? 1 : 0
    hits += isHit ? 1 : 0
    const rule = answer?.answer_rule
    if (!rule) continue
    const known = rules.get(rule) ?? { said: 0, hits: 0 }
    rules.set(rule, { said: known.said + 1, hits: known.hits + (isHit ? 1 : 0) })
  }
  return { asked, gold, said, rules, score: scoreOf(hits, said, gold) }
}

/**
 * Of the messages that ask the same, how many are in one topic (`largest`), and how many of the labelled messages in
 * that topic truly ask it.
 */
export function topics(groups: readonly ReadonlySet<number>[], labels: readonly TopicLabel[]) {
  const names = [...new Set(labels.map(({ topic }) => topic))].sort()
  return names.map((name) => {
    const known = labels.filter(({ topic }) => topic === name)
    const gold = known.filter(({ is_topic }) => is_topic)
    const inside = (group: ReadonlySet<number>, some: readonly TopicLabel[]) =>
      some.filter(({ message_id }) => group.has(message_id)).length
    const best = groups.reduce<ReadonlySet<number>>(
      (largest, group) => (inside(group, gold) > inside(largest, gold) ? group : largest),
      new Set(),
    )
    const hits = inside(best, gold)
    return {
      name,
      largest: best,
      inLargest: hits / gold.length,
      purity: hits / Math.max(1, inside(best, known)),
    }
  })
}

function score(said: ReadonlySet<number>, gold: ReadonlySet<number>): Score {
  return scoreOf([...said].filter((id) => gold.has(id)).length, said.size, gold.size)
}

function scoreOf(hits: number, said: number, gold: number): Score {
  const precision = hits / Math.max(1, said)
  const recall = hits / Math.max(1, gold)
  return { precision, recall, f1: (2 * precision * recall) / Math.max(1e-9, precision + recall) }
}
