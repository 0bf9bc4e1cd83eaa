import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { questions } from '../../../bot/reports/questions.ts'
import { messageUpdate, NOON } from '../../helpers/updates.ts'
import { randomFrom } from '../../helpers/random.ts'
import { reportLake, viewIn } from './helpers.ts'

const DAY = { since: '2026-11-01', until: '2026-11-01' }

interface Asked {
  readonly text: string
  readonly by: number
}

/**
 * One lake for all tests, with a chat per call: each text is written a minute after the last. Call it outside tests,
 * and the result inside.
 */
const chats: (readonly Asked[])[] = []
let lake: Awaited<ReturnType<typeof reportLake>>

function chatOf(...asked: readonly Asked[]) {
  chats.push(asked)
  const id = idOf(chats.length - 1)
  const rows = () => lake.rowsOf(questions, { chat_id: id, previous_chat_id: id, ...DAY })
  return Object.assign(rows, { chatId: id })
}

/** As `chatOf`, each text by another person. */
const groupsOf = (...texts: readonly string[]) =>
  chatOf(...texts.map((text, index) => ({ text, by: 100 + index })))

/** Rows of `it.each`: two texts and their groups. */
const pairs = (...texts: readonly (readonly [string, string])[]) =>
  texts.map(([one, other]) => [one, other, groupsOf(one, other)] as const)

const idOf = (index: number) => -1001234567890 - index

beforeAll(async () => {
  const updates = chats.flatMap((asked, chat) =>
    asked.map(({ text, by }, index) =>
      JSON.stringify(
        messageUpdate(1000 * chat + index + 1, {
          message_id: index + 1,
          text,
          date: NOON + 60 * index,
          chat: { id: idOf(chat), type: 'supergroup', title: 'Grupo' },
          from: { id: by, is_bot: false, first_name: `P${by}` },
        }),
      ),
    ),
  )
  lake = await reportLake(updates.join('\n'))
})
afterAll(() => lake.close())

describe('similar questions', () => {
  it.each(
    pairs(
      ['Como instalo o Python?', 'COMO INSTALO O PYTHON???'],
      ['Qual é o horário da prova?', 'qual e o horario da prova'],
      ['Qual o horário da prova?', 'alguém sabe o horário da prova?'],
      ['Qual o horário da prova?', 'Bom dia, pessoal! Vocês sabem qual é o horário da prova?'],
      ['Como configuro o servidor?', 'Como configuro o servdor?'],
      ['Como configuro o servidor?', 'como configurar o servidro'],
      ['Como instalo o Python?', 'Como faço para instalar o Python?'],
      ['Como instalo o Python?', 'Python: como instalo o Python?'],
      ['Onde baixo o certificado?', 'Onde baixo os certificados?'],
      ['Onde encontro as configurações do grupo?', 'onde encontro a configuração do grupo?'],
      ['Como instalo o Python?', 'Como instalo o Python aqui hoje?'],
      ['Como cadastro a chave do banco?', 'Como cadastro a nova chave do banco?'],
      ['O certificado do curso chega quando?', 'Quando chega o certificado do curso?'],
      ['¿Cómo exporto el informe?', 'alguien sabe cómo exportar los informes'],
      ['How do I reset my password?', 'how can i reset the password'],
      [
        'How do I reset my password?',
        'Hey all. I lost my phone yesterday. How do I reset my pasword?',
      ],
      ['how to mount a usb drive', 'How do you mount usb drives?'],
      [
        'Does it work with https://example.com/a python scripts?',
        'Does it work with python scripts?',
      ],
    ),
  )('are one group: %s | %s', async (_one, _other, groups) => {
    const { rows } = await groups()
    expect(rows.map(([, asked, people]) => [asked, people])).toEqual([[2, 2]])
  })

  it.each(
    pairs(
      ['Qual o horário da prova?', 'Qual o local da prova?'],
      ['Quando é a prova de sábado?', 'Onde é a prova de sábado?'],
      ['Como instalo o Python?', 'Como instalo o Java?'],
      ['Como instalo o Python no Windows?', 'Como instalo o Python no Linux?'],
      ['Como atualizo para o 16.04?', 'Como atualizo para o 18.04?'],
      ['Quando sai a nota da prova 1?', 'Quando sai a nota da prova 2?'],
      ['How do I mount a drive?', 'How do I install a driver?'],
      ['where is the exam room', 'when is the exam room'],
      ['¿Cuánto cuesta el curso?', '¿Cuándo empieza el curso?'],
    ),
  )('are not: %s | %s', async (_one, _other, groups) => {
    const { rows } = await groups()
    expect(rows.map(([, asked]) => asked)).toEqual([1, 1])
  })
})

describe('a group', () => {
  const loud = groupsOf(
    'PYTHON COMO INSTALO???',
    'Python instalo?',
    'Oi gente, tudo certo por aí? Então, eu queria muito saber como é que eu instalo o tal do Python aqui no meu computador',
    'Como eu instalo o Python?',
  )
  it('has a label that is a real question, not the shortest or loudest one', async () => {
    const { rows } = await loud()
    expect(rows[0]?.[0]).toBe('Como eu instalo o Python?')
  })

  const long = `Como instalo ${'👨‍👩‍👧‍👦'.repeat(36)} o Python?`
  const wide = groupsOf(long, long)
  it('has a label of at most 80 columns, cut between characters', async () => {
    const { rows } = await wide()
    const label = String(rows[0]?.[0])
    expect(label.endsWith('👨‍👩‍👧‍👦…')).toBe(true)
    expect([...new Intl.Segmenter().segment(label)].length).toBeLessThan(60)
  })

  const twice = groupsOf(
    'Como instalo o Python? Gente, como instalo o Python?',
    'como instalar o python?',
  )
  it('counts a person and a message once', async () => {
    const { rows } = await twice()
    expect(rows[0]?.slice(1, 3)).toEqual([2, 2])
  })

  const repeated = chatOf(
    ...[7, 7, 7, 8, 9].map((by) => ({
      by,
      text: by === 7 ? 'Onde fica a sala de aula?' : 'Quando sai a nota final?',
    })),
  )
  it('comes before one that a single person repeats', async () => {
    const { rows } = await repeated()
    expect(rows.map(([label, asked, people]) => [label, asked, people])).toEqual([
      ['Quando sai a nota final?', 2, 2],
      ['Onde fica a sala de aula?', 3, 1],
    ])
  })

  it('that comes first is quoted in the sentence and is first in chart, table and lines', async () => {
    const shown = questions.present(await repeated(), viewIn('en'))
    expect(shown.sentence).toBe(
      '2 questions recurred. The most frequent: “Quando sai a nota final?”, 2 times, by 2 people.',
    )
    expect(shown.chart.rows.map(({ value }) => value)).toEqual([2, 3])
    expect(shown.table.rows[0]).toEqual(['Quando sai a nota final?', '2', '2'])
    expect(shown.lines[0]?.text).toBe('2× Quando sai a nota final?')
  })

  const vague = groupsOf('Alguma ideia?', 'alguma ideia?', 'what do you mean?', 'mean?')
  it('is never made of vague talk', async () => {
    const { rows } = await vague()
    expect(rows).toEqual([])
  })
})

describe('when no question recurs', () => {
  const once = groupsOf('Onde fica a sala de aula?', 'Quando sai a nota final?')
  it('shows those asked once, and says so', async () => {
    const view = { ...viewIn('pt-BR'), chatId: once.chatId }
    const { sentence, table: shown, lines } = questions.present(await once(), view)
    expect(sentence).toBe(
      'Nenhuma dúvida se repetiu neste período. A mais recente: “Quando sai a nota final?”',
    )
    expect(shown.rows.length).toBe(2)
    expect(lines[0]).toEqual({
      text: '1× Quando sai a nota final?',
      links: [{ label: '1', url: `https://t.me/c/${String(once.chatId).slice(4)}/2` }],
    })
  })
})

describe('many signatures', () => {
  /** Words as unevenly distributed as in speech: a few are in many signatures, most in few. */
  function tableOf(count: number) {
    const random = randomFrom(7)
    const word = () => `palavra${Math.floor(4000 * random() ** 3).toString(36)}x`
    const rows = Array.from({ length: count }, (_, index) => [
      Array.from({ length: 2 + Math.floor(6 * random()) }, word).join(' '),
      `Como é que se faz a coisa ${index}?`,
      1,
      1,
      1,
      '2026-11-01 12:00:00',
      String(index),
      `1793545200/-1001234567890/0/${index}`,
    ])
    const columns = questions.query.columns.map(({ name, type }) => ({ name, type }))
    return { columns, rows, stats: { milliseconds: 0 } }
  }

  /** The shortest of several runs: other load on the machine only adds. */
  function shortest(count: number): number {
    const table = tableOf(count)
    const times = Array.from({ length: 5 }, () => {
      const started = performance.now()
      questions.refine(table)
      return performance.now() - started
    })
    return Math.min(...times)
  }

  it('are merged without comparing every pair', () => {
    shortest(500)
    // Five times as many take about five times as long; there are twenty-five times as many pairs.
    expect(shortest(5000) / shortest(1000)).toBeLessThan(15)
  })
})
