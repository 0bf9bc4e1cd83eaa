// Normalises words for comparison: endings of number, gender and verb forms are stripped, typos undone. The result is
// never shown.

/** An ending, its replacement, and how many letters must precede it. The first match wins. */
const ENDINGS: readonly (readonly [RegExp, string, number])[] = [
  [/(?:a|i)cao$|(?:a|i)coe$|acione?$|ation$/, '', 4],
  [/coe$/, 'cao', 2],
  [/oe$/, 'ao', 2],
  [/cione$/, 'cion', 2],
  [/agen$/, 'agem', 2],
  [/ai$/, 'al', 3],
  [/ie$/, 'y', 2],
  [/(?:a|e|i)ndo$/, '', 4],
  [/(?:a|i)d(?:o|a)$/, '', 4],
  [/(?:a|i)r$/, '', 4],
  [/er$/, '', 6],
  [/ing$/, '', 3],
  [/ed$/, '', 4],
  [/(?:o|a|e)$/, '', 3],
]

/** What the forms of a word have in common, in Portuguese, Spanish and English alike. */
export function stemOf(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word
  for (const [ending, replacement, least] of ENDINGS) {
    const at = word.search(ending)
    if (at >= least) return undoubled(word.slice(0, at) + replacement)
  }
  return word
}

/** `runn` of running, `install` as it is. */
function undoubled(stem: string): string {
  return /([bdgmnprt])\1$/.test(stem) ? stem.slice(0, -1) : stem
}

/** Letters that are often confused. */
const CONFUSED = new Set(
  'sc sz cz xs xz ie oa ou mn gj ck qk vb lr uv ao ea'
    .split(' ')
    .flatMap((pair) => [pair, [...pair].reverse().join('')]),
)

/** How many times more frequent a word must be for a rare neighbour to count as a typo of it, whatever the typo. */
const DOMINANCE = 4

/**
 * Which words are typos of others: one letter too many or few, two swapped or one confused, in words of five letters
 * or more; any one letter, or two in long words, when the other word is much more frequent. Words with digits are exact.
 */
export function slipsOf(counts: ReadonlyMap<string, number>): Map<string, string> {
  const words = [...counts.keys()].filter((word) => word.length >= 5 && !/\d/.test(word))
  const neighbours = new Map<string, string[]>()
  const note = (key: string, word: string) => {
    const known = neighbours.get(key)
    if (known) known.push(word)
    else neighbours.set(key, [word])
  }
  for (const word of words) {
    note(word, word)
    for (let at = 1; at < word.length; at += 1) note(word.slice(0, at) + word.slice(at + 1), word)
  }

  const slips = new Map<string, string>()
  const tried = new Set<string>()
  for (const near of neighbours.values()) {
    if (near.length < 2) continue
    for (const one of near) {
      for (const other of near) {
        const [rare, frequent] = inOrder(one, other, counts)
        if (one === other || one !== rare || tried.has(`${rare} ${frequent}`)) continue
        tried.add(`${rare} ${frequent}`)
        const ratio = (counts.get(frequent) ?? 0) / (counts.get(rare) ?? 1)
        if (!isSlip(rare, frequent, ratio >= DOMINANCE)) continue
        const known = slips.get(rare)
        if (known === undefined || (counts.get(known) ?? 0) < (counts.get(frequent) ?? 0)) {
          slips.set(rare, frequent)
        }
      }
    }
  }
  return slips
}

function inOrder(
  one: string,
  other: string,
  counts: ReadonlyMap<string, number>,
): [string, string] {
  const difference = (counts.get(one) ?? 0) - (counts.get(other) ?? 0) || one.length - other.length
  return difference < 0 || (difference === 0 && one < other) ? [one, other] : [other, one]
}

function isSlip(rare: string, frequent: string, isDominated: boolean): boolean {
  if (rare.length === frequent.length) {
    const places = [...rare].flatMap((letter, at) => (letter === frequent[at] ? [] : [at]))
    const [first = 0, second] = places
    const pair = `${rare[first]}${frequent[first]}`
    if (places.length === 1) return CONFUSED.has(pair) || (isDominated && rare.length >= 6)
    const isSwap =
      second === first + 1 && rare[first] === frequent[second] && rare[second] === frequent[first]
    return places.length === 2 && (isSwap || (isDominated && rare.length >= 9))
  }
  const [short, long] = rare.length < frequent.length ? [rare, frequent] : [frequent, rare]
  if (long.length - short.length !== 1) return false
  // One more letter at the end makes another form of the word, or another word.
  return !long.startsWith(short) || (isDominated && short.length >= 6)
}
