import type { MessageRow } from '../../etl/lake/schema.ts'
import type { Data } from './data.ts'
import {
  detection,
  isSaidDoubt,
  languages,
  links,
  rowsOf,
  spokenBy,
  thinned,
  type Figure,
  type Miss,
  type Score,
} from './measure.ts'
import { measureTopics } from './topics.ts'

/** What `npm run eval` shows. */
export interface Measured {
  readonly figures: readonly Figure[]
  readonly misses: readonly Miss[]
}

/** Everything that is measured, in the order of the table. */
export function measure(data: Data): Measured {
  const rows = rowsOf(data.updates)
  const { doubts, opening } = detection(rows, data.messages)
  const sentenceRows = rowsOf(spokenBy(data.sentences))
  const topics = measureTopics(rowsOf(data.topicUpdates), data.topics)
  const linksWith = (keep: number) => links(rowsOf(thinned(data.updates, keep)), data.links).score
  return {
    figures: [
      figureOf('doubts (en)', doubts),
      figureOf('opening doubts (en)', opening),
      figureOf('doubts (pt)', languages(sentenceRows, data.sentences, 'pt')),
      figureOf('doubts (es)', languages(sentenceRows, data.sentences, 'es')),
      figureOf('links (all replies)', links(rows, data.links).score),
      figureOf('links (30 % of replies)', linksWith(0.3)),
      figureOf('links (no replies)', linksWith(0)),
      ...topics.figures,
    ],
    misses: [
      ...messageMisses(rows, data.messages),
      ...sentenceMisses(sentenceRows, data.sentences),
      ...topics.misses,
    ],
  }
}

function figureOf(name: string, score: Score): Figure {
  return { name, ...score, value: score.f1 }
}

function messageMisses(rows: readonly MessageRow[], labels: Data['messages']): Miss[] {
  const byId = new Map(rows.map((row) => [row.message_id, row]))
  return labels.flatMap(({ message_id, label }) => {
    const row = byId.get(message_id)
    const isDoubt = label === 'D' || label === 'F'
    const isRight =
      isDoubt === (row !== undefined && isSaidDoubt(row)) &&
      (label === 'D') === (row?.question_type === 'opening')
    return isRight ? [] : [{ part: 'en', label, said: saidOf(row), text: row?.text ?? '' }]
  })
}

function sentenceMisses(rows: readonly MessageRow[], sentences: Data['sentences']): Miss[] {
  const byId = new Map(rows.map((row) => [row.message_id, row]))
  return sentences.flatMap(({ lang, text, doubt }, index) => {
    const row = byId.get(index + 1)
    if (doubt === (row !== undefined && isSaidDoubt(row))) return []
    return [{ part: lang, label: doubt ? 'doubt' : 'no doubt', said: saidOf(row), text }]
  })
}

function saidOf(row: MessageRow | undefined): string {
  return row?.question_type ?? 'no question'
}
