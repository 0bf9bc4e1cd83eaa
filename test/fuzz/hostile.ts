// What people, Telegram and disks may send that nobody expects.
import { readdirSync, readFileSync } from 'node:fs'

import fc, { type Arbitrary } from 'fast-check'

import { CHAT_ID } from '../helpers/updates.ts'
import { edited, textOf, treeOf, type Edit, type Tree } from './json.ts'

/** Names that every object seems to have. */
const prototypeKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
]

const oddTexts = [
  ...prototypeKeys,
  '',
  ' ',
  '\0',
  '\ud800',
  '\udc00\ud800',
  '\u202e\u2066',
  '\ufeff',
  'a\u0301'.repeat(200),
  '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
  '\ufdfa'.repeat(50),
  'ß\u0130\u01c5',
  "'; drop view telegram; --",
  '<img src=x onerror=alert(1)>',
  '\u001b[2J\u001b]52;c;aGk=\u0007',
  '=cmd|x',
  '%s%n${x}{{y}}{$z}',
  '../../etc/passwd',
  '?'.repeat(3_000),
  'how do I ',
  '/stats@lake_bot ' + '\u00a0'.repeat(4_000),
  '\n'.repeat(4_000),
  'a '.repeat(20_000),
  'x'.repeat(100_000),
]

export const hostileText: Arbitrary<string> = fc.oneof(
  fc.constantFrom(...oddTexts),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ maxLength: 60 }),
)

/** As JSON writes them: among them what JavaScript rounds, or reads as infinite. */
const oddNumbers = [
  ...['0', '-0', '-1', '1.5', '1.0', '2147483648', '4294967296', '9007199254740991'],
  ...['9007199254740992', '9007199254740993', '-9007199254740993', '12345678901234567890'],
  ...['1e400', '-1e400', '1e-400', '1e2', '253402214399', '253402214400', '-62135596801'],
  ...['9'.repeat(400), `1e${'9'.repeat(50)}`, '0.1000000000000000055511151231257827'],
]

const literal = (text: string): Tree => ({ literal: text })

export const hostileValue: Arbitrary<Tree> = fc.oneof(
  fc.constantFrom(...['null', 'true', 'false', ...oddNumbers].map(literal)),
  fc.integer().map(treeOf),
  hostileText.map(treeOf),
  fc.constantFrom(
    ...[
      '[]',
      '{}',
      '[[]]',
      '{"id":{}}',
      `{"length":${'9'.repeat(15)}}`,
      '{"then":1,"toJSON":1,"toString":1,"valueOf":1}',
      '{"__proto__":{"id":1,"text":"x"},"constructor":{"prototype":null}}',
      '['.repeat(3_000) + ']'.repeat(3_000),
      '{"a":'.repeat(3_000) + '1' + '}'.repeat(3_000),
      `[${'0,'.repeat(5_000)}0]`,
    ].map(literal),
  ),
  fc.json({ maxDepth: 3 }).map(literal),
)

const edit: Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constant('replace' as const), value: hostileValue, name: fc.constant('') }),
  fc.record({ kind: fc.constant('append' as const), value: hostileValue, name: hostileText }),
  fc.constantFrom<Edit>({ kind: 'delete' }, { kind: 'repeat' }),
  fc.record({ kind: fc.constant('rename' as const), name: hostileText }),
  fc.record({ kind: fc.constant('wrap' as const), depth: fc.constantFrom(1, 2, 50, 3_000) }),
)

const folder = (name: string) => new URL(`../fixtures/${name}/`, import.meta.url)

function* sampleTexts(): Generator<string> {
  for (const name of readdirSync(folder('updates'))) {
    if (/(?<!\.row)\.json$/.test(name)) yield readFileSync(new URL(name, folder('updates')), 'utf8')
  }
  for (const name of readdirSync(folder('days'))) {
    if (!name.endsWith('.ndjson')) continue
    yield* readFileSync(new URL(name, folder('days')), 'utf8')
      .split('\n')
      .filter(Boolean)
  }
}

/** Real updates of every kind, all in the archived group. */
export const samples: readonly Tree[] = [...sampleTexts()].map((text) =>
  inGroup(treeOf(JSON.parse(text))),
)

/** The update with the group's id in place of each chat's. */
function inGroup(tree: Tree): Tree {
  if ('items' in tree) return { items: tree.items.map(inGroup) }
  if (!('entries' in tree)) return tree
  return {
    entries: tree.entries.map(([name, value]) => [
      name,
      name === 'chat' && 'entries' in value
        ? {
            entries: value.entries.map(([field, each]) => [
              field,
              field === 'id' ? treeOf(CHAT_ID) : each,
            ]),
          }
        : inGroup(value),
    ]),
  }
}

/** The JSON text of a real update with up to five places in it spoilt. */
export const spoiltUpdate: Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...samples),
    fc.array(fc.tuple(fc.array(fc.nat(40), { minLength: 1, maxLength: 6 }), edit), {
      maxLength: 5,
    }),
  )
  .map(([sample, edits]) =>
    textOf(edits.reduce((tree, [path, each]) => edited(tree, path, each), sample)),
  )

/** Bytes of a text with some of them cut, changed or repeated. */
export function spoiltBytes(texts: Arbitrary<string>): Arbitrary<Buffer> {
  const change = fc.record({
    at: fc.nat(1_000_000),
    length: fc.nat(20),
    bytes: fc.uint8Array({ maxLength: 20 }),
  })
  return fc.tuple(texts, fc.array(change, { maxLength: 4 })).map(([text, changes]) =>
    changes.reduce((bytes, { at, length, bytes: put }) => {
      const start = at % (bytes.length + 1)
      return Buffer.concat([bytes.subarray(0, start), put, bytes.subarray(start + length)])
    }, Buffer.from(text)),
  )
}
