// JSON as text: what `JSON.parse` would lose, digits beyond 2^53 above all, is kept.
import { isDeepStrictEqual } from 'node:util'

/** The texts of the elements of a JSON array. The text must be valid JSON; undefined when it is no array. */
export function elementsOf(json: string): string[] | undefined {
  const start = json.search(/\S/)
  return json[start] === '[' ? partsOf(json, start) : undefined
}

/** The text of a field's value in a JSON object. The text must be valid JSON; undefined when there is no such field. */
export function fieldOf(json: string, name: string): string | undefined {
  const start = json.search(/\S/)
  if (json[start] !== '{') return undefined
  // As for `JSON.parse`, the last one counts.
  const field = partsOf(json, start).findLast(
    (part) => JSON.parse(part.slice(0, endOfString(part, 0))) === name,
  )
  return field?.slice(field.indexOf(':', endOfString(field, 0)) + 1).trim()
}

/**
 * Whether both texts are the same JSON value, number by number as written: 9007199254740993 is not 9007199254740992, but
 * 1e2 is 100.0. White space, escapes and the order of fields do not matter.
 */
export function isSameJson(one: string, other: string): boolean {
  if (one === other) return true
  try {
    return isDeepStrictEqual(exactValue(one), exactValue(other))
  } catch {
    // One of them is not JSON, or too deep to be compared.
    return false
  }
}

/** The texts between the commas of the array or object that begins at `start`. */
function partsOf(json: string, start: number): string[] {
  const parts: string[] = []
  for (let at = start + 1; at < json.length;) {
    const end = endOfPart(json, at)
    const part = json.slice(at, end).trim()
    if (part !== '') parts.push(part)
    if (json[end] !== ',') break
    at = end + 1
  }
  return parts
}

/** The position of the comma or bracket that ends the part which begins at `start`. */
function endOfPart(json: string, start: number): number {
  let depth = 0
  let at = start
  while (at < json.length) {
    const char = json[at]
    if (char === '"') {
      at = endOfString(json, at)
      continue
    }
    if (char === '{' || char === '[') depth += 1
    else if (depth === 0 && (char === ',' || char === '}' || char === ']')) return at
    else if (char === '}' || char === ']') depth -= 1
    at += 1
  }
  return at
}

/** The position after the string that begins at `start`. */
function endOfString(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at += 1) {
    if (json[at] === '\\') at += 1
    else if (json[at] === '"') return at + 1
  }
  return json.length
}

/** The value with each string marked as such, and each number as the text of its exact value. */
function exactValue(json: string): unknown {
  JSON.parse(json)
  const pieces: string[] = []
  for (let at = 0; at < json.length;) {
    const char = json[at] as string
    if (char === '"') {
      const end = endOfString(json, at)
      pieces.push('"=', json.slice(at + 1, end))
      at = end
    } else if (char === '-' || (char >= '0' && char <= '9')) {
      const end = endOfNumber(json, at)
      pieces.push(`"${exactNumber(json.slice(at, end))}"`)
      at = end
    } else {
      pieces.push(char)
      at += 1
    }
  }
  return JSON.parse(pieces.join(''))
}

function endOfNumber(json: string, start: number): number {
  let at = start + 1
  while (at < json.length && /[\d.eE+-]/.test(json[at] as string)) at += 1
  return at
}

/** Digits without zeros at either end, and the power of ten. */
function exactNumber(literal: string): string {
  const [, sign, whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(literal) ?? []
  const digits = whole + fraction
  let [first, last] = [0, digits.length]
  while (first < last && digits[first] === '0') first += 1
  while (last > first && digits[last - 1] === '0') last -= 1
  if (first === last) return '0'
  const power = BigInt(exponent) - BigInt(fraction.length - (digits.length - last))
  return `${sign}${digits.slice(first, last)}e${power}`
}
