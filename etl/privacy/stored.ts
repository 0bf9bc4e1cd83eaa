import { asUpdate, fields, integer, type Update } from '../lake/update.ts'
import { cleanText } from './clean-text.ts'
import { cleanTree } from './clean-tree.ts'
import { judge, type Judgement } from './judgement.ts'
import { redact } from './redact.ts'
import type { Registry } from './registry.ts'

const NOWHERE = { chatId: undefined, date: undefined, writtenAt: undefined, isOfBot: false }

/**
 * What may be stored now of an object that holds an update, many of them a line each, or what is no update: the same
 * bytes, others, or undefined: nothing.
 */
export function redactStored(body: Uint8Array, registry: Registry): Uint8Array | undefined {
  if (registry.isEmpty || body.length === 0) return body
  const text = Buffer.from(body).toString()
  const whole = parsed(text)
  const kept =
    whole === undefined ? redactLines(text, registry) : redactValue(whole, text, registry)
  return kept === text ? body : kept === undefined ? undefined : Buffer.from(kept)
}

function redactLines(text: string, registry: Registry): string | undefined {
  const lines = text.split('\n')
  if (!lines.some((line) => parsed(line) !== undefined)) return redactUnreadable(text, registry)
  const kept = lines.flatMap((line) => {
    if (line.trim() === '') return [line]
    const value = parsed(line)
    const left =
      value === undefined ? redactUnreadable(line, registry) : redactValue(value, line, registry)
    return left === undefined ? [] : [left]
  })
  return kept.some((line) => line.trim() !== '') ? kept.join('\n') : undefined
}

/** Text that is kept as it was received, to the last digit, unless something in it goes. */
function redactValue(value: unknown, text: string, registry: Registry): string | undefined {
  const kept = isUpdate(value) ? redact(value, registry) : redactOther(value, registry)
  return kept === value ? text : kept === undefined ? undefined : JSON.stringify(kept)
}

/** What is no update, though it may look like one, and what the programs remember: any number may be somebody's id. */
function redactOther(value: unknown, registry: Registry): unknown {
  const object = fields(value)
  const kept = object ? redact(object as unknown as Update, registry) : value
  const judgement = judge(registry, NOWHERE)
  const list = cleanTree([kept], judgement) as readonly unknown[]
  return withoutIds(list[0], judgement)
}

function withoutIds(value: unknown, judgement: Judgement): unknown {
  if (typeof value !== 'object' || value === null) return value
  const isGone = (each: unknown) => judgement.isGone(integer(each), undefined)
  if (Array.isArray(value)) {
    const kept = value.filter((each) => !isGone(each)).map((each) => withoutIds(each, judgement))
    const isSame = kept.length === value.length && kept.every((each, at) => each === value[at])
    return isSame ? value : kept
  }
  const entries = Object.entries(value)
  const kept = entries.flatMap(([name, each]) =>
    isGone(each) ? [] : [[name, withoutIds(each, judgement)] as const],
  )
  const isSame =
    kept.length === entries.length && kept.every(([, each], at) => each === entries[at]?.[1])
  return isSame ? value : Object.fromEntries(kept)
}

/** What is not JSON cannot be taken apart: it goes when somebody is named in it. */
function redactUnreadable(text: string, registry: Registry): string | undefined {
  const judgement = judge(registry, NOWHERE)
  return cleanText(text, judgement, new Set()) === text ? text : undefined
}

function isUpdate(value: unknown): value is Update {
  try {
    asUpdate(value)
    return true
  } catch {
    return false
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
