import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { reportLake } from '../bot/reports/helpers.ts'
import { messageUpdate } from '../helpers/updates.ts'

const asking = [
  'Como instalo o Python?',
  'alguém sabe o horário',
  'ALGUEM SABE o horário',
  'Oi pessoal, alguém sabe o horário',
  'bom dia! como faço pra entrar',
  'como configurar o proxy no trabalho',
  '@ana qual o link da aula',
  'Gente, onde fica a sala 3',
  'tenho uma dúvida sobre a prova',
  'é possível entregar depois',
  'não funciona, por quê？',
  'por que não funciona',
  '¿Alguien sabe la hora',
  'hola, alguien sabe la hora',
  'qué hora es',
  'que es un proxy',
  'Cuál es el enlace',
  'se puede usar en windows',
  'como se usa isso aqui',
  'how do i install python',
  'Hi all, does anyone know the time',
  "what's the link",
  'What’s the link',
  "why can't i log in",
  'nick: is there a manual',
  'i need help with the login',
  'هل هناك امتحان؟',
  'você leu https://example.com/a?',
  'o link https://example.com/?a=1 abre pra você?',
  'ok, mas... funciona?',
]

const notAsking = [
  'https://example.com/search?q=como',
  'veja www.example.com/?x=1&y=2 e t.me/bot?start=1',
  'vai em example.com/busca?q=python que tem',
  '/stats',
  '/stats@telegram_lake_bot 7d?',
  '/help how do i use this?',
  'como sempre, chegou atrasado',
  'Como eu disse ontem',
  'como se fosse fácil',
  'como lo dije ayer',
  'que legal',
  'quando eu chegar eu vejo',
  'porque sim',
  'alguém me disse que não',
  'qualquer um serve',
  'cuando llegue te digo',
  'what a mess',
  'when i boot it works',
  'the how and why of it',
  'isto é tudo',
  'howdy',
]

describe('the view questions', () => {
  let asked: unknown[] = []
  let close: () => Promise<void>
  beforeAll(async () => {
    const texts = [...asking, ...notAsking]
    const updates = texts.map((text, index) => JSON.stringify(messageUpdate(index + 1, { text })))
    const lake = await reportLake(updates.join('\n'))
    close = () => lake.close()
    const { rows } = await lake.engine.query('select question from questions')
    asked = rows.map(([question]) => question)
  })
  afterAll(() => close())

  it.each(asking)('includes %s', (text) => {
    expect(asked).toContain(text)
  })

  it.each(notAsking)('excludes %s', (text) => {
    expect(asked).not.toContain(text)
  })
})
