import { describe, expect, it } from 'vitest'

import { newTokens, wordsOf } from '../../../etl/understand/text.ts'
import { parseWords, words, type Words } from '../../../etl/understand/words.ts'

type List = 'asksAccented' | 'greeting' | 'thanks' | 'wh'

/** Phrases of a list looked for in the words of a text. */
function on(lists: Words, name: List) {
  const tokensOf = (text: string) => lists.read(text, newTokens())
  return {
    isWhole(text: string, from = 0) {
      const tokens = tokensOf(text)
      return lists[name].isWhole(tokens, from, tokens.count)
    },
    find(text: string) {
      const tokens = tokensOf(text)
      return lists[name].find(tokens, 0, tokens.count)
    },
    endOf(text: string, from = 0) {
      const tokens = tokensOf(text)
      return lists[name].endOf(tokens, from, tokens.count)
    },
  }
}

const compile = (...lines: string[]) => on(parse(['[wh]', ...lines].join('\n')), 'wh')

/** Whether a text is one phrase as a whole. */
const isWhole = (line: string, text: string) => compile(line).isWhole(text)

const parse = (text: string, name = 'xx.txt') => parseWords([{ name, text }])

describe('a phrase', () => {
  it('is found anywhere in the words, first place first', () => {
    const phrases = compile('blue screen', 'screen')
    expect(phrases.find('a blue screen and a screen')).toEqual({
      start: 1,
      end: 3,
    })
    expect(phrases.find('blue sky')).toBeUndefined()
    expect(phrases.find('')).toBeUndefined()
  })

  it('is the longest that begins at a word', () => {
    const phrases = compile('good', 'good morning', 'good morning all')
    expect(phrases.endOf('good morning all x', 0)).toBe(3)
    expect(phrases.endOf('good morning', 0)).toBe(2)
    expect(phrases.endOf('good grief', 0)).toBe(1)
    expect(phrases.endOf('a good morning', 1)).toBe(3)
    expect(phrases.endOf('good', 1)).toBeUndefined()
  })

  it('does not begin or end within a word', () => {
    expect(compile('up').find('update backup')).toBeUndefined()
  })

  it('is a whole text only when nothing is left over', () => {
    expect(isWhole('me too', 'me too')).toBe(true)
    expect(isWhole('me too', 'me')).toBe(false)
    expect(isWhole('me too', 'me too please')).toBe(false)
    expect(compile('me too').isWhole('ana me too', 1)).toBe(true)
    expect(compile('me too').isWhole('')).toBe(false)
  })

  it('has alternatives with | at the top and in brackets', () => {
    expect(['yes', 'no', 'maybe'].map((text) => isWhole('yes|no', text))).toEqual([
      true,
      true,
      false,
    ])
    expect(isWhole('how (do|can) (i|we) begin', 'how can we begin')).toBe(true)
    expect(isWhole('how (do|can) (i|we) begin', 'how will we begin')).toBe(false)
    expect(isWhole('a (b (c|d)|e) f', 'a b d f')).toBe(true)
    expect(isWhole('a (b (c|d)|e) f', 'a e f')).toBe(true)
    expect(isWhole('a (b (c|d)|e) f', 'a b f')).toBe(false)
  })

  it('has optional parts with ? after a bracket or a letter', () => {
    expect(isWhole('(oh )?really', 'really')).toBe(true)
    expect(isWhole('(oh )?really', 'oh really')).toBe(true)
    expect(isWhole('por ?que', 'porque')).toBe(true)
    expect(isWhole('por ?que', 'por que')).toBe(true)
    expect(isWhole('cual(es)?', 'cuales')).toBe(true)
    expect(isWhole('cual(es)?', 'cual')).toBe(true)
    expect(isWhole('cual(es)?', 'cuale')).toBe(false)
  })

  it('skips none to eight words with …', () => {
    const skips = (count: number) =>
      isWhole('tried … nothing', ['tried', ...Array<string>(count).fill('x'), 'nothing'].join(' '))
    expect([0, 1, 8, 9].map(skips)).toEqual([true, true, true, false])
    expect(isWhole('what a …', 'what a day')).toBe(true)
    expect(isWhole('what a …', 'what a')).toBe(true)
  })

  it('matches any longer word with an ending that follows *', () => {
    expect(isWhole('como *ar', 'como trocar')).toBe(true)
    expect(isWhole('como *ar', 'como ar')).toBe(false)
    expect(isWhole('como *ar', 'como trocando')).toBe(false)
    expect(compile('*ar').find('vou trocar')).toEqual({ start: 1, end: 2 })
  })

  it('is compared without accents, apostrophes and capitals', () => {
    expect(isWhole("Não Can't *Ção", 'nao cant situacao')).toBe(true)
  })

  it.each(['a (b', '(', 'a (b|c (d)', ')', 'a) b', 'a (b)) c'])(
    'with a bracket too many, %j, is refused',
    (line) => {
      expect(() => compile(line)).toThrow(line)
    },
  )
})

describe('a word file', () => {
  it('has phrases by section, without comments and empty lines', () => {
    const lists = parse(
      '# a language\n\n[greeting]\nhi # short\n  good morning  \n\n[thanks]\n# none yet\nta\n',
    )
    expect(on(lists, 'greeting').isWhole('hi')).toBe(true)
    expect(on(lists, 'greeting').isWhole('good morning')).toBe(true)
    expect(on(lists, 'greeting').isWhole('ta')).toBe(false)
    expect(on(lists, 'thanks').isWhole('ta')).toBe(true)
  })

  it('adds to the sections of the files before it', () => {
    const lists = parseWords([
      { name: 'aa.txt', text: '[greeting]\nhi\n[stop]\nthe a' },
      { name: 'bb.txt', text: '[greeting]\noi\n[stop]\nà' },
    ])
    expect(on(lists, 'greeting').isWhole('hi')).toBe(true)
    expect(on(lists, 'greeting').isWhole('oi')).toBe(true)
    expect([...lists.stop]).toEqual(['the', 'a'])
  })

  it('may have Windows line ends', () => {
    expect(on(parse('[thanks]\r\nta\r\n'), 'thanks').isWhole('ta')).toBe(true)
  })

  it('keeps the accents of the section for words as written', () => {
    const lists = parse('[asks accented]\ncómo')
    expect(on(lists, 'asksAccented').isWhole('cómo')).toBe(true)
    expect(on(lists, 'asksAccented').isWhole('como')).toBe(false)
  })

  it('gives words that mean the same the stem of the first, in each of their forms', () => {
    const { termOf } = parse('[same]\nphone: mobile handset\n[stop]\nthe')
    expect(termOf(wordsOf('mobile')[0]!)).toBe('phon')
    expect(termOf(wordsOf('handset')[0]!)).toBe('phon')
    expect(termOf(wordsOf('mobiles')[0]!)).toBe('phon')
    expect(termOf(wordsOf('phone')[0]!)).toBe('phon')
    expect(termOf(wordsOf('the')[0]!)).toBeUndefined()
  })

  it('with an unknown section is refused, with its name and the line', () => {
    expect(() => parse('[greeting]\nhi\n[greetings]\nho', 'nl.txt')).toThrow(
      /nl\.txt, line 3: no section "greetings"/,
    )
  })

  it('with a phrase before the first section is refused, with its name and the line', () => {
    expect(() => parse('# words\n\nhi', 'nl.txt')).toThrow(/nl\.txt, line 3: "hi" has no section/)
  })

  it('with a bracket that is not closed is refused, with its name and the line', () => {
    expect(() => parse('[greeting]\nhi\n(hi|hello', 'nl.txt')).toThrow(/nl\.txt, line 3/)
  })

  it('changes the version with any change', () => {
    const version = (text: string) => parse(text).version
    expect(version('[greeting]\nhi')).toMatch(/^[0-9a-f]{12}$/)
    expect(version('[greeting]\nhi')).toBe(version('[greeting]\nhi'))
    expect(version('[greeting]\nhi')).not.toBe(version('[greeting]\nho'))
  })
})

describe('the word files of this program', () => {
  it('are read once', () => {
    expect(words()).toBe(words())
  })

  it.each([
    ['Portuguese', 'bom dia pessoal'],
    ['English', 'good morning'],
    ['Spanish', 'buenas tardes'],
  ])('greet in %s', (_, text) => {
    expect(on(words(), 'greeting').isWhole(text)).toBe(true)
  })
})
