import { slipsOf, stemOf } from './words.ts'

/** A question, with the words that tell it apart from others. */
export interface Signed {
  readonly words: readonly string[]
  /** How often it was asked. */
  readonly questions: number
}

/** Questions that share at least this weighted part of their words are one: two of three words are enough. */
const MIN_LIKENESS = 0.65

/** A word in this share of all signatures says little and weighs `MIN_WEIGHT`; rarer words weigh more, up to 1. */
const COMMON_SHARE = 0.04
const MIN_WEIGHT = 0.4

/** With fewer signatures than this, no word counts as common. */
const FEW = 50

/** What a question word asks for: questions that ask for different things are never one. */
const ASKED_FOR: Readonly<Record<string, string>> = {
  when: 'time',
  quando: 'time',
  cuando: 'time',
  where: 'place',
  onde: 'place',
  aonde: 'place',
  donde: 'place',
  adonde: 'place',
  who: 'person',
  quem: 'person',
  quien: 'person',
  why: 'reason',
  porque: 'reason',
  much: 'amount',
  many: 'amount',
  quanto: 'amount',
  quanta: 'amount',
  cuanto: 'amount',
  cuanta: 'amount',
}

interface Node<T> {
  readonly member: T
  readonly words: readonly number[]
  readonly askedFor: string | undefined
  readonly figures: readonly string[]
}

interface Group<T> {
  readonly members: T[]
  readonly leader: Node<T>
  readonly weight: number
}

/**
 * Groups questions in nearly the same words. Each group is led by the one asked most, and every member is similar to
 * the leader, so that a chain of small differences does not join different questions.
 */
export function groupSimilar<T extends Signed>(signed: readonly T[]): T[][] {
  const stems = signed.map(({ words }) => words.map(stemOf))
  const slips = slipsOf(countsOf(stems))
  const right = stems.map((words) => [...new Set(words.map((word) => slips.get(word) ?? word))])
  const counts = countsOf(right)
  const numbers = new Map([...counts.keys()].map((word, index) => [word, index]))
  const weights = [...counts.values()].map((count) => weightOf(count, signed.length))

  const rarestFirst = (a: number, b: number) => (weights[b] ?? 0) - (weights[a] ?? 0) || a - b

  const nodes = signed.map((member, index): Node<T> => {
    const words = right[index] ?? []
    const asked = words.find((word) => askedFor.has(word))
    return {
      member,
      words: words.map((word) => numbers.get(word) ?? 0).sort(rarestFirst),
      askedFor: asked && askedFor.get(asked),
      figures: words.filter((word) => /^[\d.,]+$/.test(word)),
    }
  })
  nodes.sort((a, b) => b.member.questions - a.member.questions || a.words.length - b.words.length)

  const groups: Group<T>[] = []
  const groupsByWord: number[][] = weights.map(() => [])
  /** By word, the last node that has it; by group, the last node compared with it. */
  const wordOf = new Int32Array(weights.length).fill(-1)
  const comparedWith = new Int32Array(nodes.length).fill(-1)
  for (const [index, node] of nodes.entries()) {
    const weight = weightOfAll(node.words, weights)
    const best = nearest(index, node, weight)
    if (best) {
      best.members.push(node.member)
      continue
    }
    for (const word of node.words) groupsByWord[word]?.push(groups.length)
    groups.push({ members: [node.member], leader: node, weight })
  }
  return groups.map(({ members }) => members)

  function nearest(index: number, node: Node<T>, weight: number): Group<T> | undefined {
    for (const word of node.words) wordOf[word] = index
    let best: Group<T> | undefined
    let bestLikeness = 0
    // Rare words first: a group that shares none of them has too little in common, whatever else it shares.
    let left = weight
    for (const word of node.words) {
      if (left < MIN_LIKENESS * weight) break
      left -= weights[word] ?? 0
      for (const place of groupsByWord[word] ?? []) {
        if (comparedWith[place] === index) continue
        comparedWith[place] = index
        const group = groups[place]
        if (!group || asksForOther(node, group.leader)) continue
        let common = 0
        for (const each of group.leader.words) {
          if (wordOf[each] === index) common += weights[each] ?? 0
        }
        const likeness = common / (weight + group.weight - common)
        if (likeness >= MIN_LIKENESS && likeness > bestLikeness) {
          best = group
          bestLikeness = likeness
        }
      }
    }
    return best
  }
}

const askedFor = new Map(
  Object.entries(ASKED_FOR).flatMap(
    ([word, what]) =>
      [
        [word, what],
        [stemOf(word), what],
      ] as const,
  ),
)

/** When and where are different questions, and so are exam 1 and exam 2. */
function asksForOther(one: Node<unknown>, other: Node<unknown>): boolean {
  const areBoth = one.askedFor !== undefined && other.askedFor !== undefined
  if (areBoth && one.askedFor !== other.askedFor) return true
  if (one.figures.length === 0 || other.figures.length === 0) return false
  return !one.figures.some((figure) => other.figures.includes(figure))
}

function countsOf(lists: readonly (readonly string[])[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const words of lists) {
    for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return counts
}

function weightOf(count: number, all: number): number {
  if (all < FEW) return 1
  return 1 - (1 - MIN_WEIGHT) * Math.min(1, count / all / COMMON_SHARE)
}

function weightOfAll(words: readonly number[], weights: readonly number[]): number {
  return words.reduce((sum, word) => sum + (weights[word] ?? 0), 0)
}
