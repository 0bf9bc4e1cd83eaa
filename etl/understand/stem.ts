/** An ending, its replacement, and how many letters must precede it. The first match wins. */
const ENDINGS: readonly (readonly [string, string, number])[] = [
  ['acao', '', 4],
  ['icao', '', 4],
  ['acoe', '', 4],
  ['icoe', '', 4],
  ['acion', '', 4],
  ['acione', '', 4],
  ['icione', '', 4],
  ['ation', '', 3],
  ['coe', 'cao', 2],
  ['oe', 'ao', 2],
  ['cione', 'cion', 2],
  ['agen', 'agem', 2],
  ['ai', 'al', 3],
  ['ie', 'y', 2],
  ['ando', '', 4],
  ['endo', '', 4],
  ['indo', '', 4],
  ['iendo', '', 4],
  ['ado', '', 4],
  ['ada', '', 4],
  ['ido', '', 4],
  ['ida', '', 4],
  ['ar', '', 4],
  ['ir', '', 4],
  ['er', '', 5],
  ['ing', '', 3],
  ['ion', '', 4],
  ['ed', '', 4],
  ['o', '', 3],
  ['a', '', 3],
  ['e', '', 3],
]

/**
 * What the forms of a folded word have in common, in Portuguese, Spanish and English alike: endings of number, gender
 * and verb forms are stripped. For comparison, never to be shown.
 */
export function stemOf(word: string): string {
  const single = singular(word)
  if (single.length < 4 || /\d/.test(single)) return single
  for (const [ending, replacement, least] of ENDINGS) {
    const at = single.length - ending.length
    if (at >= least && single.endsWith(ending)) return undoubled(single.slice(0, at) + replacement)
  }
  return single
}

/** Without the s of a plural: not of bus, gas, ubuntu's ls. */
function singular(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || /\d|(?:ss|us|is)$/.test(word)) return word
  return word.slice(0, -1)
}

/** `runn` of running, `install` as it is. */
function undoubled(stem: string): string {
  return /([bdgmnprt])\1$/.test(stem) ? stem.slice(0, -1) : stem
}
