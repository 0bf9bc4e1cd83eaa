import fc from 'fast-check'
import { describe, expect } from 'vitest'

import { parseEnvFile } from '../../etl/lake/env-file.ts'
import { ConfigError } from '../../etl/lake/env.ts'
import { fuzz } from './fuzz.ts'
import { hostileText, spoiltBytes } from './hostile.ts'

const SECRET = '123456:AAsecretOfTheBot'

const name = fc.oneof(
  fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,20}$/),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'export', 'TELEGRAM_BOT_TOKEN'),
)
const value = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9:._/-]{0,40}$/).map((text) => [text, text] as const),
  hostileText
    .map((text) => text.toWellFormed().replace(/['\r]|\ufeff/g, ''))
    .map((text) => [`'${text}'`, text] as const),
)

describe('a file of settings', () => {
  fuzz(
    'gives every variable as it was written',
    fc.uniqueArray(fc.tuple(name, value), { selector: ([each]) => each, maxLength: 8 }),
    (variables) => {
      const lines = variables.map(([each, [written]]) => `${each}=${written}`)
      const read = parseEnvFile(Buffer.from(`# settings\n${lines.join('\n')}\n`))
      expect(Object.entries(read)).toEqual(variables.map(([each, [, meant]]) => [each, meant]))
    },
    {
      examples: [
        [['toString', ['x', 'x']]],
        [['__proto__', ['x', 'x']]],
        [['A', [`'x \ny\u2028'`, 'x \ny\u2028']]],
      ],
    },
  )

  const line = fc.oneof(
    fc.tuple(name, value).map(([each, [written]]) => `${each}=${written}`),
    fc.constantFrom(
      `TELEGRAM_BOT_TOKEN=${SECRET}`,
      `T="${SECRET}`,
      `T='${SECRET}' x`,
      `${SECRET}#`,
    ),
    fc.constantFrom('export A=1', 'A =', '=x', 'A=1#2', '#', '"', '`', '\0', 'A="\\n"'),
    hostileText,
  )
  const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'))

  fuzz(
    'is read, or refused line by line without a word of its secrets',
    fc.oneof(
      spoiltBytes(text),
      text.map((each) => Buffer.from(`\ufeff${each}`, 'utf16le')),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    ),
    (bytes) => {
      try {
        for (const each of Object.values(parseEnvFile(bytes))) expect(typeof each).toBe('string')
      } catch (error) {
        expect(error).toBeInstanceOf(ConfigError)
        const { message } = error as Error
        expect(message).not.toContain('secretOfTheBot')
        for (const each of (error as ConfigError).problems) {
          expect(each).toMatch(/^\.env:\d+: .{1,400}$/s)
        }
      }
    },
  )

  fuzz(
    'of thousands of lines is read in no time',
    fc.tuple(line, fc.constantFrom('\n', '\r\n', '\n\n')),
    ([each, end]) => {
      try {
        parseEnvFile(Buffer.from((each.slice(0, 200) + end).repeat(3_000)))
      } catch (error) {
        expect(error).toBeInstanceOf(ConfigError)
      }
    },
    { cost: 30 },
  )
})
