import { describe, expect, it } from 'vitest'

import { elementsOf, fieldOf, isSameJson } from '../../../etl/lake/json.ts'

describe('elementsOf', () => {
  it('gives the elements as they are written', () => {
    expect(
      elementsOf(' [ 1.0 ,9007199254740993,"a,]\\"b" , {"x":[1,{"y":"}"}]},[],[[1],2] ,null,true]'),
    ).toEqual([
      '1.0',
      '9007199254740993',
      '"a,]\\"b"',
      '{"x":[1,{"y":"}"}]}',
      '[]',
      '[[1],2]',
      'null',
      'true',
    ])
  })

  it('gives none of an empty array, and undefined for anything else', () => {
    expect(elementsOf('[ ]')).toEqual([])
    for (const json of ['{"a":[]}', 'null', '"[1]"', '1']) expect(elementsOf(json)).toBeUndefined()
  })

  it('reads what is nested more deeply than a stack is high', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    expect(elementsOf(`[1,${deep},2]`)).toEqual(['1', deep, '2'])
  })
})

describe('fieldOf', () => {
  it('gives the value as it is written', () => {
    const json = '{ "ok":true, "res\\u0075lt" : [{"a":1.0}] ,"x":{"result":3}}'
    expect(fieldOf(json, 'result')).toBe('[{"a":1.0}]')
    expect(fieldOf(json, 'ok')).toBe('true')
    expect(fieldOf(json, 'a')).toBeUndefined()
    expect(fieldOf('["result",1]', 'result')).toBeUndefined()
  })

  it('takes the last one of two, as JSON.parse does', () => {
    expect(fieldOf('{"a":1,"b":2,"a":3}', 'a')).toBe('3')
  })
})

describe('isSameJson', () => {
  it.each([
    ['{"a":1,"b":[true,null]}', ' { "b" : [ true , null ] , "a" : 1 } '],
    ['"a\\u00e7\\/\\ud83d\\ude00"', '"aç/😀"'],
    ['[100,1,0.5,-3,0]', '[1e2,1.0,5E-1,-3.00e0,0.000]'],
    ['{"__proto__":{"x":1}}', '{"__proto__": {"x":1}}'],
    ['123456789012345678901234567890', '1.2345678901234567890123456789e29'],
  ])('of %s and %s is true', (one, other) => {
    expect(isSameJson(one, other)).toBe(true)
  })

  it.each([
    ['{"id":9007199254740993}', '{"id":9007199254740992}'],
    ['0.1', '0.10000000000000001'],
    ['{"a":"1"}', '{"a":1}'],
    ['["=a"]', '["a"]'],
    ['[1,2]', '[2,1]'],
    ['{"a":null}', '{}'],
    ['{"__proto__":1}', '{}'],
    ['1e999', '1e998'],
    ['{"a":1', '{"a":1 '],
  ])('of %s and %s is false', (one, other) => {
    expect(isSameJson(one, other)).toBe(false)
  })

  it('takes what is nested more deeply than a stack is high for the same only when it is written alike', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    expect(isSameJson(deep, deep)).toBe(true)
    expect(isSameJson(deep, ` ${deep}`)).toBe(false)
  })

  it('reads megabytes of one string or number', () => {
    for (const json of [`"${'\\n'.repeat(2e6)}"`, `1${'0'.repeat(1e6)}1`])
      expect(isSameJson(json, ` ${json}`)).toBe(true)
  })
})
