import { beforeAll, describe, expect, it } from 'vitest'

import { checkLabels, parseLines, readData } from './data.ts'
import { measure, type Measured } from './figures.ts'
import { spokenBy } from './measure.ts'
import {
  changeOf,
  complaintOf,
  complaints,
  parseStored,
  readStored,
  type Stored,
} from './stored.ts'

const stored = readStored()

describe('what etl/understand/ tells, against labels', () => {
  let measured: Measured
  beforeAll(() => {
    measured = measure(readData())
  })

  it.each(Object.keys(stored))('%s', (name) => {
    const figure = measured.figures.find((each) => each.name === name)
    expect(figure && complaintOf(figure, stored)).toBeUndefined()
  })

  it('measures what is stored and stores what is measured', () => {
    const names = measured.figures.filter(({ value }) => value !== undefined)
    expect(Object.keys(stored)).toEqual(names.map(({ name }) => name))
  })
})

describe('the messages judged wrong', () => {
  it('have their label, what was said and their text', () => {
    const [update] = spokenBy([{ lang: 'pt', text: 'how do I mount a disk?', doubt: true }])
    const { misses } = measure({
      updates: update ? [update] : [],
      links: [],
      topicUpdates: [],
      messages: [{ message_id: 1, label: 'S' }],
      sentences: [
        { lang: 'pt', text: 'como monto um disco?', doubt: true },
        { lang: 'es', text: '¿cómo monto un disco?', doubt: false },
      ],
      topics: [{ topic: 'disk', message_id: 1, text: 'how do I mount a disk?', is_topic: true }],
    })
    expect(misses).toEqual([
      { part: 'en', label: 'S', said: 'opening', text: 'how do I mount a disk?' },
      { part: 'es', label: 'no doubt', said: 'opening', text: '¿cómo monto un disco?' },
      {
        part: 'topic disk',
        label: 'of the topic',
        said: 'not of it',
        text: 'how do I mount a disk?',
      },
    ])
  })
})

describe('a stored value', () => {
  const figure = { name: 'doubts', value: 0.8 }

  it.each([
    { before: 0.75, change: 0.05, says: undefined },
    { before: 0.82, change: -0.02, says: undefined },
    { before: 0.821, change: -0.021, says: /fell from 0\.821 to 0\.800.*--misses.*--store/ },
    { before: undefined, change: undefined, says: /no stored value.*--store/ },
  ])('$before', ({ before, change, says }) => {
    const values: Stored = before === undefined ? {} : { doubts: before }
    expect(changeOf(figure, values)).toBe(change)
    const complaint = complaintOf(figure, values)
    if (says) expect(complaint).toMatch(says)
    else expect(complaint).toBeUndefined()
  })

  it('that nothing measures is a complaint', () => {
    expect(complaints([figure], { doubts: 0.8, old: 0.9 })).toEqual([
      expect.stringMatching(/^old: .*not measured.*--store/),
    ])
  })

  it.each(['{', '[]', '{"doubts": "much"}'])('from %s tells the way out', (text) => {
    expect(() => parseStored(text)).toThrow(/stored\.json .*--store/)
  })
})

describe('the data', () => {
  it('names the line that is no JSON', () => {
    expect(() => parseLines('labels.jsonl', '{}\n\n{')).toThrow(/^labels\.jsonl, line 3: .*mend/)
  })

  it('names a label without its message', () => {
    const updates = [{ update_id: 1, message: { message_id: 5 } }]
    expect(() => checkLabels('l', [{ message_id: 5 }, { message_id: 6 }], 'u', updates)).toThrow(
      'l: message 6 is not in u. Add the message there, or remove the label',
    )
  })
})
