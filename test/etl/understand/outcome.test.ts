import { describe, expect, it } from 'vitest'

import { lucia, marina, otto, robot, talk, type Line } from './talk.ts'

/** What each message is: type of question, what it answers, what it confirms. */
const outcomes = (...lines: readonly Line[]) =>
  talk(lines).map(({ question_type, answers_message_id, confirms_message_id }) => [
    question_type,
    answers_message_id,
    confirms_message_id,
  ])

const QUESTION = 'Como instalo o driver da impressora?'

describe('a message of thanks', () => {
  it.each(['Valeu, Otto!', 'Obrigada, Otto', 'Gracias, Otto!', 'Thanks, Otto'])(
    'confirms and answers nothing when it names the helper: %s',
    (thanks) => {
      expect(
        outcomes(
          [0, marina, QUESTION],
          [30, otto, 'Baixa no site da HP', 1],
          [90, marina, thanks, 2],
        ),
      ).toEqual([
        ['opening', null, null],
        [null, 1, null],
        [null, null, 1],
      ])
    },
  )

  it.each([
    'no lo conseguí',
    'nada deu certo',
    'vou ver se funciona',
    "if it works I'll tell you",
    'hope it works',
    'não, obrigada',
  ])('confirms nothing when it tells of no success: %s', (said) => {
    const [, , last] = outcomes(
      [0, marina, QUESTION],
      [30, otto, 'Baixa no site da HP', 1],
      [90, marina, said, 2],
    )
    expect(last?.[2]).toBeNull()
  })
})

describe('a bot that answers', () => {
  it('leaves the answer of a person to be found', () => {
    expect(
      outcomes(
        [0, marina, QUESTION],
        [2, robot, 'Veja a FAQ', 1],
        [60, otto, 'Marina, baixa no site da HP e instala'],
      ),
    ).toEqual([
      ['opening', null, null],
      [null, 1, null],
      [null, 1, null],
    ])
  })

  it('can have solved the doubt', () => {
    const [, , last] = outcomes(
      [0, marina, QUESTION],
      [2, robot, 'Baixe no site da HP', 1],
      [60, marina, 'muito obrigada!', 2],
    )
    expect(last).toEqual([null, null, 1])
  })
})

describe('a doubt', () => {
  it('starts with a comment on a post of the linked channel', () => {
    const post = { text: 'Saiu a versão 3', is_automatic_forward: true }
    expect(
      outcomes([0, otto, post], [60, marina, 'Como faço para instalar a versão 3?', 1]),
    ).toEqual([
      [null, null, null],
      ['opening', null, null],
    ])
  })

  it('starts with a question to somebody by name', () => {
    expect(
      outcomes(
        [0, otto, 'bom dia'],
        [3600, marina, '@otto_k como eu faço para instalar o driver?'],
        [3660, otto, 'Marina, baixa no site da HP'],
      ),
    ).toEqual([
      [null, null, null],
      ['opening', null, null],
      [null, 2, null],
    ])
  })

  it('has parts as long as nobody has answered', () => {
    expect(
      outcomes(
        [0, marina, QUESTION],
        [200, marina, 'serve o driver do windows?'],
        [300, lucia, 'sim, serve', 2],
      ),
    ).toEqual([
      ['opening', null, null],
      ['part', null, null],
      [null, 2, null],
    ])
  })
})
