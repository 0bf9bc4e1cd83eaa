import type { Style } from './people.ts'
import type { Random } from './random.ts'

const shortForms: readonly (readonly [RegExp, string, number])[] = [
  [/\bvocês\b/gi, 'vcs', 0.8],
  [/\bvocê\b/gi, 'vc', 0.8],
  [/\btambém\b/gi, 'tbm', 0.8],
  [/\bpor que\b/gi, 'pq', 0.8],
  [/\bhoje\b/gi, 'hj', 0.4],
  [/\bbeleza\b/gi, 'blz', 0.8],
  [/\bdepois\b/gi, 'dps', 0.3],
  [/\bmuito\b/gi, 'mto', 0.3],
  [/\bnão\b/gi, 'nao', 0.4],
]

/** The text as somebody of this style types it. */
export function typed(text: string, style: Style, random: Random): string {
  let written = text
  if (style.isShort) {
    for (const [form, short, share] of shortForms) {
      if (random.chance(share)) written = written.replace(form, short)
    }
  }
  if (style.isLower) {
    written = written.replace(/^\p{Lu}(?=\p{Ll}|\s)/u, (letter) => letter.toLowerCase())
    written = written.replace(/\.$/, '')
    if (random.chance(0.15)) written = written.replace(/\?$/, '')
  }
  if (style.isPlain) written = written.normalize('NFD').replace(/[\u0300-\u036f]/g, '')
  return random.chance(0.04) ? mistyped(written, random) : written
}

/** Two letters of a longer word change places. */
function mistyped(text: string, random: Random): string {
  const words = [...text.matchAll(/\p{Ll}{6,}/gu)]
  if (words.length === 0) return text
  const word = random.pick(words)
  const at = word.index + random.between(1, word[0].length - 3)
  return text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2)
}
