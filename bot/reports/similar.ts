import { slipsOf, stemOf } from './words.ts'

/** Something asked, with the words that tell it from other things asked. */
export interface Signed {
  readonly words: readonly string[]
  /** How often it was asked. */
  readonly questions: number
}

/** Weighted share of the words that two have in common, from which on they are one: two of three words are enough. */
const ALIKE = 0.65

/** A word in this share of all signatures says little; it weighs `LEAST_WEIGHT`, rarer ones more, up to 1. */
const COMMON_SHARE = 0.04
const LEAST_WEIGHT = 0.4

/** Of so few signatures none is common. */
const FEW = 50

/** Words for what is asked about a thing: two that ask for different ones are never one. */
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
}

interface Group<T> {
  readonly members: T[]
  readonly leader: Node<T>
  readonly weight: number
}

/**
 * Groups of what is asked in nearly the same words. Each group is led by what was asked most, and everything in it is
 * near its leader, so that a chain of small differences does not join what is different.
 */
export function groupSimilar<T extends Signed>(signed: readonly T[]): T[][] {
  const stems = signed.map(({ words }) => words.map(stemOf))
  const slips = slipsOf(countsOf(stems))
  const right = stems.map((words) => [...new Set(words.map((word) => slips.get(word) ?? word))])
  const counts = countsOf(right)
  const numbers = new Map([...counts.keys()].map((word, index) => [word, index]))
  const weights = [...counts.values()].map((count) => weightOf(count, signed.length))

  const nodes = signed.map((member, index): Node<T> => {
    const words = right[index] ?? []
    const asked = words.find((word) => askedFor.has(word))
    return {
      member,
      words: words.map((word) => numbers.get(word) ?? 0),
      askedFor: asked && askedFor.get(asked),
    }
  })
  nodes.sort((a, b) => b.member.questions - a.member.questions || a.words.length - b.words.length)

  const groups: Group<T>[] = []
  const groupsByWord: number[][] = weights.map(() => [])
  const shared = new Float64Array(nodes.length)
  for (const node of nodes) {
    const weight = weightOfAll(node.words, weights)
    const best = nearest(node, weight)
    if (best) {
      best.members.push(node.member)
      continue
    }
    for (const word of node.words) groupsByWord[word]?.push(groups.length)
    groups.push({ members: [node.member], leader: node, weight })
  }
  return groups.map(({ members }) => members)

  function nearest(node: Node<T>, weight: number): Group<T> | undefined {
    const met: number[] = []
    for (const word of node.words) {
      for (const index of groupsByWord[word] ?? []) {
        if (shared[index] === 0) met.push(index)
        shared[index] = (shared[index] ?? 0) + (weights[word] ?? 0)
      }
    }
    let best: Group<T> | undefined
    let bestLikeness = ALIKE
    for (const index of met) {
      const group = groups[index]
      const common = shared[index] ?? 0
      shared[index] = 0
      if (!group || asksForOther(node, group.leader)) continue
      const likeness = common / (weight + group.weight - common)
      if (likeness > bestLikeness || (likeness === bestLikeness && !best)) {
        best = group
        bestLikeness = likeness
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

function asksForOther(one: Node<unknown>, other: Node<unknown>): boolean {
  return (
    one.askedFor !== undefined && other.askedFor !== undefined && one.askedFor !== other.askedFor
  )
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
  return 1 - (1 - LEAST_WEIGHT) * Math.min(1, count / all / COMMON_SHARE)
}

function weightOfAll(words: readonly number[], weights: readonly number[]): number {
  return words.reduce((sum, word) => sum + (weights[word] ?? 0), 0)
}
