import { describe, expect, it } from 'vitest'

import { questionIn } from '../../../etl/understand/question.ts'
import type { Entity } from '../../../etl/understand/spoken.ts'
import { words } from '../../../etl/understand/words.ts'

const find = (text: string, entities: readonly Entity[] = []) => questionIn(text, entities, words())
const kept = (text: string, entities: readonly Entity[] = []) => find(text, entities)?.question
const terms = (text: string) => find(text)?.question_terms

/** The part of a text that Telegram says is of a type. */
const entity = (text: string, part: string, type: string): Entity => ({
  type,
  offset: text.indexOf(part),
  length: part.length,
})

describe('the question of a message', () => {
  it.each([
    [
      'Comprei ontem. Qual tinta serve na impressora? Moro no centro.',
      'Qual tinta serve na impressora?',
    ],
    [
      'Bought it today. Which ink fits the printer? I live downtown.',
      'Which ink fits the printer?',
    ],
    ['La compré ayer. ¿Qué tinta usa la impresora? Vivo lejos.', '¿Qué tinta usa la impresora?'],
  ])('is the sentence that asks: %s', (text, question) => {
    expect(kept(text)).toBe(question)
  })

  it('is the one that names most, when several ask', () => {
    expect(kept('Which one? Which printer driver fits the old scanner? Why?')).toBe(
      'Which printer driver fits the old scanner?',
    )
  })

  it.each([
    ['Oi pessoal, bom dia! Como troco o cartucho?', 'Como troco o cartucho?'],
    ['Oi, como troco o cartucho?', 'como troco o cartucho?'],
    ['Hello everyone, how do I change the cartridge?', 'how do I change the cartridge?'],
    ['Hi guys please how do I change the cartridge', 'how do I change the cartridge'],
    ['Hola buenas tardes, ¿cómo cambio el cartucho?', '¿cómo cambio el cartucho?'],
  ])('has no greeting: %s', (text, question) => {
    expect(kept(text)).toBe(question)
  })

  it.each([
    ['Otto, how do I align the nozzle?', 'how do I align the nozzle?'],
    ['otto: how do I align the nozzle?', 'how do I align the nozzle?'],
    ['Oi Otto, como alinho o bico?', 'como alinho o bico?'],
    ['Lucía, cómo alineo la boquilla?', 'cómo alineo la boquilla?'],
  ])('has no addressee: %s', (text, question) => {
    expect(kept(text)).toBe(question)
  })

  it('has no links and mentions', () => {
    expect(kept('how do I install https://example.org/a?b=c on the printer')).toBe(
      'how do I install on the printer',
    )
    const text = 'how do I send example.org to the printer @marina_r'
    expect(
      kept(text, [entity(text, 'example.org', 'url'), entity(text, '@marina_r', 'mention')]),
    ).toBe('how do I send to the printer')
  })

  it('keeps the code that it asks about', () => {
    const text = 'what does git gc do to the branch'
    expect(kept(text, [entity(text, 'git gc', 'code')])).toBe('what does git gc do to the branch')
  })

  it('is on one line', () => {
    expect(kept('how   do I\talign the\u00a0nozzle?')).toBe('how do I align the nozzle?')
  })

  it.each([
    'o suporte do mercado novo atende rápido, isso ajuda demais',
    'essa planilha do Otto ajuda muito no fechamento',
    'eso me ayuda con el cierre del mes',
    'la plantilla de Otto ayuda mucho con el cierre',
  ])('is none when somebody says that something helps: %j', (text) => {
    expect(find(text)).toBeUndefined()
  })

  it.each([
    '?',
    'por que?',
    'sério??',
    'hello?',
    'and you?',
    'tudo bem?',
    'y tú?',
    'how are you guys doing?',
    '',
  ])('is none when nothing is asked: %j', (text) => {
    expect(find(text)).toBeUndefined()
  })

  it.each([
    'https://example.org/search?q=printer',
    'the manual is at example.com/?id=5',
    'use a?.b there',
    '> how do I align the nozzle?\nyes, with the lever',
    'she asked "is the ink dry?" and left',
    'ela disse “tem tinta aí?” e saiu',
  ])('is none when the question mark is not its own: %s', (text) => {
    expect(find(text)).toBeUndefined()
  })

  it.each(['code', 'pre', 'blockquote', 'expandable_blockquote'])(
    'is none when the question mark is in a %s',
    (type) => {
      const text = 'that works: is the ink dry?'
      expect(find(text, [entity(text, 'is the ink dry?', type)])).toBeUndefined()
    },
  )

  it('ends at the mark of another script too', () => {
    expect(kept('the printer is jammed again？')).toBe('the printer is jammed again？')
  })

  it('needs no blank after its mark', () => {
    expect(kept('printer jammed again?thanks')).toBe('printer jammed again?')
  })

  it('takes places beyond the text as its end', () => {
    expect(
      find('that works: is the ink dry?', [
        { type: 'code', offset: 12, length: 900 },
        { type: 'code', offset: 900, length: 5 },
      ]),
    ).toBeUndefined()
  })

  it('counts places as Telegram does, in UTF-16 units', () => {
    const text = '😀😀 is the ink dry?'
    expect(find(text, [{ type: 'code', offset: 5, length: 15 }])).toBeUndefined()
  })
})

describe('the terms of a question', () => {
  it('are stems of what it names, once each, in order', () => {
    expect(terms('How do I clean the printers? The printer and its nozzles smear.')).toBe(
      'clean print nozzl smear',
    )
  })

  it.each([
    ['Como limpo a impressora?', 'limp impressor'],
    ['¿Cómo limpio las impresoras?', 'limpi impresor'],
    ['How do I clean the printers?', 'clean print'],
  ])('have no words that every question has: %s', (text, expected) => {
    expect(terms(text)).toBe(expected)
  })

  it('are the same for words that mean the same', () => {
    expect(terms('como limpo o celular?')).toBe(terms('como limpo o aparelho?'))
    expect(terms('¿cómo limpio la contraseña?')).toBe(terms('¿cómo limpio la clave?'))
  })

  it('are the same with and without accents', () => {
    expect(terms('como troco o cartão?')).toBe(terms('como troco o cartao?'))
  })

  it('are at most 25', () => {
    const names = Array.from(
      { length: 40 },
      (_, index) => `zz${String.fromCharCode(97 + (index % 26))}${index}`,
    )
    expect(terms(`which of ${names.join(' ')} fits?`)?.split(' ')).toHaveLength(25)
  })

  it('are null when it names nothing', () => {
    expect(find('how do I do this?')).toEqual({
      question: 'how do I do this?',
      question_terms: null,
    })
  })
})
