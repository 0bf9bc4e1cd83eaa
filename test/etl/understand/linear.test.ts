import { describe, expect, it } from 'vitest'

import { flatten } from '../../../etl/flatten.ts'
import type { MessageRow } from '../../../etl/lake/schema.ts'
import { timeZone } from '../../../etl/lake/time-zone.ts'
import { understand } from '../../../etl/understand/understand.ts'
import { messageUpdate } from '../../helpers/updates.ts'

/** The longest message that Telegram takes, and how many times longer the other text is. */
const SHORT = 4096
const TIMES = 8

/** As much text in one piece takes as long as in several; if time grew with the square, it would take 8 times that. */
const MOST_RATIO = 3

/** Shorter times, in milliseconds, say nothing. */
const LEAST_TIME = 8

/** On a busy machine a round may come out wrong; the least times of several do not. */
const MOST_ROUNDS = 6

const zone = timeZone('America/Sao_Paulo')

/** Of the processor, in milliseconds: that other processes run meanwhile does not count. */
function timeFor(text: string, repetitions: number): number {
  const update = messageUpdate(1, { text })
  const started = process.cpuUsage()
  for (let run = 0; run < repetitions; run += 1) understand([flatten(update, zone) as MessageRow])
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 1000
}

/** How many times longer one long text takes than several short ones that are as long together. */
function ratioOf(begin: string, unit: string, end: string): number {
  const [short, long] = [SHORT, TIMES * SHORT].map((length) => {
    const rest = length - begin.length - end.length
    return begin + unit.repeat(Math.ceil(rest / unit.length)).slice(0, rest) + end
  }) as [string, string]
  let [ofShort, ofLong, ratio] = [Infinity, Infinity, Infinity]
  for (let round = 0; round < MOST_ROUNDS && ratio > MOST_RATIO; round += 1) {
    // The first time is a slow one, before the code is compiled.
    for (let run = 0; run < 2; run += 1) ofShort = Math.min(ofShort, timeFor(short, TIMES))
    ofLong = Math.min(ofLong, timeFor(long, 1))
    ratio = ofLong / Math.max(LEAST_TIME, ofShort)
  }
  return ratio
}

describe('a text eight times as long takes about eight times as long', () => {
  it.each([
    ...['a', 'é', '1', '😀', 'ß', 'e\u0301', '\u0301', 'a\u0301\u0323', '\u0301\u0323\u0327'],
    ...['?', '!', '.', '…', '-', '+', '#', '(', ')', '[', '>', '@', '/', "'", '"', '“', '«', '¿'],
    ...[' ', '\n', '\t', '\r\n', '\u00a0', ' \n', '? ', '. ', ' - ', '> \n', '>a\n', '( ', '(a '],
    ...['a ', 'e ', 'y ', 'a, ', 'a:', 'e, ', 'a? ', 'a. ', 'a?b', '?a', '1 ', '1, '],
    ...['1.1.1.', '1,', '@a ', '@anna ', 'a@', '" ', '"a?" ', '“a?', "a'", 'a+ ', '+1 '],
    ...['http://', 'www.', 'a://b ', 'a.b?c=d&', 'a?b.c '],
    ...['how ', 'como ', 'e como ', 'como\n', 'que ', 'how do I ', 'b, how '],
    ...['tried to ', 'no ', 'não ', 'help ', 'need some help ', 'ya intente ', 'want to get '],
    ...['thanks ', 'thanks. ', 'me too ', 'kk', 'haha ', 'anyone? ', 'have you tried '],
  ])('repeats of %j', (unit) => {
    expect(ratioOf('', unit, '')).toBeLessThan(MOST_RATIO)
  })

  it.each([
    ['x', '\u0301\u0323', ''],
    ['how do I clean it? ', 'e ', ''],
    ['how do I clean it? ', '? ', ''],
    ['x ', 'e ', '?'],
    ['x ', 'a, ', '?'],
    ['x ', '(a) ', '?'],
    ['x ', 'e como ', '?'],
    ['x ', '/a ', ''],
    ['x ', '"', '?'],
    ['“', 'a', '?'],
    ['@', 'a', ''],
    ['x', ' ', 'x?'],
    ['x -', '-', 'x?'],
  ])('%j, repeats of %j, and %j', (begin, unit, end) => {
    expect(ratioOf(begin, unit, end)).toBeLessThan(MOST_RATIO)
  })
})
