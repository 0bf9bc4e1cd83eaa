// Groups doubts by what they are about: two words that many people use together name a topic.

/** A doubt, by the stems of what it is about, in the order written. */
export interface Doubt {
  readonly id: number
  readonly senderId: number
  readonly terms: readonly string[]
}

export interface Topic<T extends Doubt> {
  /** The two stems that name it. */
  readonly pair: readonly [string, string]
  /** All pairs of stems that belong to it, the naming one first. */
  readonly pairs: readonly (readonly [string, string])[]
  readonly members: readonly T[]
  readonly people: number
}

/** What is asked stands at the beginning; what follows describes the case. */
const FIRST_TERMS = 7

/** How many times more often than by chance two words must be together. */
const LIFT = 6

/** Words that stand side by side in this share of the uses of the rarer, and of the other, are one. */
const SIDE_BY_SIDE = 0.4
const SIDE_BY_SIDE_OTHER = 0.1
const LEAST_SIDE_BY_SIDE = 8

/** A word in more doubts than this says what the group is about, not what a doubt is. */
const COMMON_SHARE = 0.05
const COMMON_LEAST = 20

/** Pairs with a word in common are one topic when they share this part of the doubts of the smaller. */
const SHARED = 0.05
const MOST_WORDS = 5

const MOST_TOPICS = 400

/** A group with fewer doubts than this in the period. */
const SMALL = 1_000

/**
 * The topics of doubts, those of most people first. A doubt belongs to one topic at most, and most belong to none.
 * Greedy: the pair of most people takes its doubts away from the others, and so on. Time grows with the number of doubts.
 */
export function recurringTopics<T extends Doubt>(doubts: readonly T[]): Topic<T>[] {
  const all = doubts.length
  const words = joined(doubts.map((doubt) => doubt.terms.map(general)))
  const uses = countsOf(words)
  const common = Math.max(COMMON_SHARE * all, COMMON_LEAST)
  const terms = words.map((list) =>
    apart(list.filter((word) => (uses.get(word) ?? 0) <= common).slice(0, FIRST_TERMS)),
  )
  const counts = countsOf(words.map((list, index) => [...list, ...(terms[index] ?? [])]))
  const least = leastPeople(all)
  const peopleOf = (indices: readonly number[]) =>
    new Set(indices.map((index) => doubts[index]?.senderId)).size

  const isRising = (first: string, second: string, times: number) =>
    first === second ||
    (times * all) / ((counts.get(first) ?? 1) * (counts.get(second) ?? 1)) >= leastLift(all)

  const candidates: Candidate[] = []
  for (const [key, indices] of pairsOf(terms, (term) => {
    return (counts.get(term) ?? 0) >= Math.min(3, least)
  })) {
    const [first = '', second = ''] = key.split(' ')
    if (indices.length < least || !isRising(first, second, indices.length)) continue
    const people = peopleOf(indices)
    if (people >= least) candidates.push({ pair: [first, second], indices, people })
  }
  const chosen = cover(candidates, least, peopleOf)
  return merged(chosen)
    .map(({ pairs, own }) => ({
      pair: pairs[0] as readonly [string, string],
      pairs,
      members: own.toSorted((a, b) => a - b).map((index) => doubts[index] as T),
      people: peopleOf(own),
    }))
    .toSorted((a, b) => b.people - a.people || b.members.length - a.members.length)
}

/** Whether a doubt is about a topic, as one of another period may be. */
export function isAbout({ terms }: Pick<Doubt, 'terms'>, { pairs }: Pick<Topic<Doubt>, 'pairs'>) {
  const own = new Set(terms.map(general))
  const has = (word: string) => word.split('_').every((part) => own.has(part))
  return pairs.some(([first, second]) =>
    first === second ? has(first) && own.size === 1 : has(first) && has(second),
  )
}

interface Candidate {
  readonly pair: readonly [string, string]
  /** Of the doubts that have both words. */
  readonly indices: readonly number[]
  people: number
}

interface Chosen extends Candidate {
  /** Of the doubts that no other pair took before. */
  readonly own: readonly number[]
}

/** In small groups fewer people make a topic, and two words cannot be much more often together than by chance. */
function leastPeople(all: number): number {
  return all < 30 ? 2 : all < 3_000 ? 3 : 4
}

function leastLift(all: number): number {
  return Math.min(LIFT, Math.max(1, all / 30))
}

/** Versions are all one word: people ask the same about each. */
function general(term: string): string {
  return /^\d+(?:[.,]\d+)+$/.test(term) ? '#' : term
}

function countsOf(lists: readonly (readonly string[])[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const list of lists) {
    for (const term of new Set(list)) counts.set(term, (counts.get(term) ?? 0) + 1)
  }
  return counts
}

/** The terms, where words that nearly always come side by side ("hard drive") are one. */
function joined(lists: readonly (readonly string[])[]): string[][] {
  const counts = countsOf(lists)
  const together = countsOf(
    lists.map((list) => list.slice(1).map((term, index) => `${list[index]} ${term}`)),
  )
  const isOne = (key: string) => {
    const times = together.get(key) ?? 0
    if (times < LEAST_SIDE_BY_SIDE) return false
    const [a = 1, b = 1] = key.split(' ').map((term) => counts.get(term))
    return times / Math.min(a, b) >= SIDE_BY_SIDE && times / Math.max(a, b) >= SIDE_BY_SIDE_OTHER
  }
  const ones = new Set([...together.keys()].filter(isOne))
  return lists.map((list) => {
    const words: string[] = []
    for (let index = 0; index < list.length; index += 1) {
      const [term, next] = [list[index] as string, list[index + 1]]
      if (next !== undefined && ones.has(`${term} ${next}`)) {
        words.push(`${term}_${next}`)
        index += 1
      } else {
        words.push(term)
      }
    }
    return [...new Set(words)]
  })
}

/** Where a set phrase is all that is asked about, its words are the pair. */
function apart(list: readonly string[]): readonly string[] {
  return list.length === 1 ? (list[0]?.split('_') ?? []) : list
}

function pairsOf(
  lists: readonly (readonly string[])[],
  isUsed: (term: string) => boolean,
): Map<string, number[]> {
  const pairs = new Map<string, number[]>()
  for (const [index, list] of lists.entries()) {
    const used = list.filter(isUsed).toSorted()
    // In a small group, a doubt in one word is a topic with its likes; in a large one, a word says too little.
    if (lists.length < SMALL && list.length === 1) used.push(...used)
    for (const [place, first] of used.entries()) {
      for (const second of used.slice(place + 1)) {
        const key = `${first} ${second}`
        const known = pairs.get(key)
        if (known) known.push(index)
        else pairs.set(key, [index])
      }
    }
  }
  return pairs
}

/** Takes the pair of most people, removes its doubts from the others, and repeats. */
function cover(
  candidates: Candidate[],
  least: number,
  peopleOf: (indices: readonly number[]) => number,
): Chosen[] {
  const order = (a: Candidate, b: Candidate) =>
    b.people - a.people || (a.pair.join() < b.pair.join() ? -1 : 1)
  const queue = candidates.toSorted(order)
  const taken = new Set<number>()
  const chosen: Chosen[] = []
  for (let first = 0; first < queue.length && chosen.length < MOST_TOPICS; first += 1) {
    const candidate = queue[first] as Candidate
    const own = candidate.indices.filter((index) => !taken.has(index))
    const people = peopleOf(own)
    if (people < least) continue
    const next = queue[first + 1]
    if (next && people < next.people) {
      // Others may have more people left now: it waits for its turn.
      candidate.people = people
      let place = first
      while (place + 1 < queue.length && order(candidate, queue[place + 1] as Candidate) > 0) {
        queue[place] = queue[place + 1] as Candidate
        place += 1
      }
      queue[place] = candidate
      first -= 1
      continue
    }
    for (const index of own) taken.add(index)
    chosen.push({ ...candidate, own })
  }
  return chosen
}

interface Merged {
  readonly pairs: (readonly [string, string])[]
  readonly words: Set<string>
  readonly every: Set<number>
  readonly own: number[]
}

/** Joins pairs to larger ones that share a word and some of their doubts. */
function merged(chosen: readonly Chosen[]): Merged[] {
  const topics: Merged[] = []
  for (const { pair, indices, own } of chosen) {
    let best: Merged | undefined
    let bestShare = SHARED
    for (const topic of topics) {
      const known = pair.filter((word) => topic.words.has(word)).length
      if (known === 0 || topic.words.size >= MOST_WORDS) continue
      const both = indices.filter((index) => topic.every.has(index)).length
      const isKnown = known === 2 && pair[0] !== pair[1]
      const share = isKnown ? 1 : both / Math.min(indices.length, topic.every.size)
      if (share < bestShare) continue
      best = topic
      bestShare = share
    }
    if (best) {
      best.pairs.push(pair)
      best.own.push(...own)
      for (const index of indices) best.every.add(index)
      for (const word of pair) best.words.add(word)
    } else {
      topics.push({ pairs: [pair], words: new Set(pair), every: new Set(indices), own: [...own] })
    }
  }
  return topics
}
