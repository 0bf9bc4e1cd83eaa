// What is shown of a topic: its words as people write them, and the question that says it best.
import { isInterrogative, termsOf } from '../../etl/understand/question.ts'
import { wordsOf } from '../../etl/understand/text.ts'
import { words as wordLists } from '../../etl/understand/words.ts'
import { oneLine } from './display-text.ts'

/** The words behind the stems that name a topic, as most of its questions write them, in their usual order. */
export function labelOf(pair: readonly string[], questions: readonly string[]): string {
  const stems = pair.flatMap((word) => word.split('_'))
  const written = new Map(stems.map((stem) => [stem, new Map<string, number>()]))
  const places = new Map(stems.map((stem) => [stem, { sum: 0, count: 0 }]))
  for (const question of questions) {
    for (const [index, word] of wordsOf(question).entries()) {
      const [stem = ''] = termsOf([word], wordLists())
      const counts = written.get(stem)
      const place = places.get(stem)
      if (!counts || !place) continue
      const shown = word.lower.replace(/['’´`]+$/, '')
      counts.set(shown, (counts.get(shown) ?? 0) + 1)
      place.sum += index
      place.count += 1
    }
  }
  const placeOf = (stem: string) => {
    const { sum = 0, count = 0 } = places.get(stem) ?? {}
    return count === 0 ? 0 : sum / count
  }
  const sets = pair.toSorted(
    (a, b) => placeOf(a.split('_')[0] ?? a) - placeOf(b.split('_')[0] ?? b),
  )
  // One word alone names a topic as a pair with itself.
  const words = [...new Set(sets.flatMap((word) => word.split('_')))]
  // What stands for any version has no words of its own.
  const named = words.filter((stem) => stem !== '#' || words.length === 1)
  return named.map((stem) => mostWritten(written.get(stem)) ?? stem).join(' ')
}

function mostWritten(counts: ReadonlyMap<string, number> | undefined): string | undefined {
  const [most] = [...(counts ?? [])].toSorted(
    // Of equals, the one with accents.
    ([a, times], [b, others]) => others - times || a.length - b.length || (a > b ? -1 : 1),
  )
  return most?.[0]
}

const BEST_WORDS = { least: 4, most: 16 }

/** The clearest of the questions: complete, short, about the topic's words, without names and figures. */
export function representativeOf(pair: readonly string[], questions: readonly string[]): string {
  const lists = wordLists()
  const stems = new Set(pair.flatMap((word) => word.split('_')))
  const asked = questions.map((question) => {
    const words = wordsOf(question)
    return { text: oneLine(question), words, terms: termsOf(words, lists) }
  })
  const counts = new Map<string, number>()
  for (const { terms } of asked) {
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  }
  const scoreOf = ({ text, words, terms }: (typeof asked)[number]) => {
    const named = terms.filter((term) => stems.has(term)).length
    // Each word that few others use makes it a special case.
    const others = terms
      .filter((term) => !stems.has(term))
      .reduce((sum, term) => sum + (4 * (counts.get(term) ?? 0)) / asked.length - 0.8, 0)
    const { length } = words
    const isShort = length >= BEST_WORDS.least && length <= BEST_WORDS.most
    return (
      3 * named +
      others +
      (isShort ? 2 : 0) +
      (/[?؟？]$/.test(text) ? 1 : 0) +
      (isInterrogative(text, lists) ? 1 : 0) -
      (/[@/\\<>{}$|]|\d{4,}|\.\.\./.test(text) ? 2 : 0) -
      (text === text.toUpperCase() ? 2 : 0) -
      Math.max(0, length - BEST_WORDS.most) / 4
    )
  }
  let best = asked[0]
  let bestScore = -Infinity
  for (const each of asked) {
    const score = scoreOf(each)
    if (score > bestScore) [best, bestScore] = [each, score]
  }
  return best?.text ?? ''
}
