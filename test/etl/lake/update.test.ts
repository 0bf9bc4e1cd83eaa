import { describe, expect, it } from 'vitest'

import { integer, occasionOf, parseUpdate, unixDate } from '../../../etl/lake/update.ts'

describe('parseUpdate', () => {
  it('keeps everything in the update', () => {
    expect(parseUpdate('{"update_id":1,"new":{"kind":[1,{"deep":null}]}}')).toEqual({
      update_id: 1,
      new: { kind: [1, { deep: null }] },
    })
  })

  it.each([
    ['', 'not JSON'],
    ['{', 'not JSON'],
    ['{"update_id":1}x', 'not JSON'],
    ["{'update_id':1}", 'not JSON'],
    ['{"update_id":1}\n{"update_id":2}', 'not JSON'],
    ['\u0000', 'not JSON'],
    ['null', 'not a JSON object'],
    ['5', 'not a JSON object'],
    ['"text"', 'not a JSON object'],
    ['[{"update_id":1}]', 'not a JSON object'],
    ['{}', 'update_id is undefined'],
    ['{"message":{}}', 'update_id is undefined'],
    ['{"update_id":null}', 'update_id is null'],
    ['{"update_id":"1"}', 'update_id is a text, not'],
    ['{"update_id":1.5}', 'update_id is 1.5'],
    ['{"update_id":-1}', 'update_id is -1'],
    ['{"update_id":1e300}', 'update_id is 1e+300'],
    ['{"update_id":9007199254740992}', 'update_id is 9007199254740992'],
    ['{"update_id":{"a":1}}', 'update_id is an object, not'],
    [`{"update_id":"${'x'.repeat(10_000)}"}`, 'update_id is a text, not'],
  ])('names the problem with %j', (text, message) => {
    expect(() => parseUpdate(text)).toThrow(message)
  })

  it('accepts a 512 KiB update, and field names such as __proto__', () => {
    const text = 'a'.repeat(512 * 1024)
    const update = parseUpdate(`{"update_id":1,"__proto__":{"x":1},"message":{"text":"${text}"}}`)
    expect(update.update_id).toBe(1)
    expect(({} as { x?: number }).x).toBeUndefined()
    expect(update.message).toEqual({ text })
  })
})

describe('occasionOf', () => {
  it('gives where and when an update happened', () => {
    expect(
      occasionOf({ update_id: 1, edited_message: { chat: { id: -5 }, date: 7, edit_date: 9 } }),
    ).toEqual({ kind: 'edited_message', chatId: -5, date: 7 })
    expect(
      occasionOf({ update_id: 1, callback_query: { message: { chat: { id: -5 }, date: 0 } } }),
    ).toEqual({ kind: 'callback_query', chatId: -5, date: 0 })
  })

  it.each([
    [{}],
    [{ message: null }],
    [{ message: 'text' }],
    [{ message: { chat: null } }],
    [{ message: { chat: { id: '-5' } } }],
    [{ message: { chat: { id: 1.5 } } }],
    [{ message: { chat: -5 } }],
    [{ callback_query: { message: [] } }],
    [{ poll_answer: { user: { id: -5 } } }],
  ])('has no chat for %j', (fields) => {
    expect(occasionOf({ update_id: 1, ...fields }).chatId).toBeUndefined()
  })
})

describe('numbers', () => {
  it('accept ids of up to 52 bits and nothing else', () => {
    expect(integer(4_503_599_627_370_495)).toBe(4_503_599_627_370_495)
    expect(integer(-1_003_999_999_999_999)).toBe(-1_003_999_999_999_999)
    for (const value of [2 ** 53, 1.5, NaN, Infinity, '5', null, undefined, {}, true])
      expect(integer(value)).toBeUndefined()
  })

  it('accept dates between 1970 and 9999', () => {
    expect(unixDate(0)).toBe(0)
    expect(unixDate(4_294_967_295)).toBe(4_294_967_295)
    for (const value of [-1, 253_402_300_800, 1_793_545_200_000, '0', null])
      expect(unixDate(value)).toBeUndefined()
  })
})
