import { describe, expect, it } from 'vitest'

import { displayName } from '../../../bot/reports/display-text.ts'

describe('displayName', () => {
  it.each([
    '',
    ' \n\t',
    '\u200d',
    '\u200c\u200c',
    '\u034f',
    '\ufe0f',
    '\u17b4\u17b5',
    '\u{e0041}\u{e007f}',
    '\u3164',
    '\u115f\u1160\uffa0',
    '\u2800\u2800',
    '\u200d \u2800 \u3164',
    '\u0301',
    '\u202e\u200b\ufeff',
  ])('takes the other for %j, in which there is nothing to see', (name) => {
    expect(displayName(name, '(no name)')).toBe('(no name)')
  })

  it.each(['Ana', '7', '.', '♥', '😀', '👩‍💻', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '1️⃣', '꧁꧂', 'محمد', '山', 'नरेन्द्र', 'می‌خواهم'])(
    'shows %s as it is',
    (name) => {
      expect(displayName(name, '(no name)')).toBe(name)
    },
  )

  it('takes the other for no name', () => {
    expect(displayName(null, '(no name)')).toBe('(no name)')
  })
})
