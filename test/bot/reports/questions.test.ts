import { afterAll, describe, expect, it } from 'vitest'

import { questions } from '../../../bot/reports/questions.ts'
import { messageUpdate, NOON } from '../../helpers/updates.ts'
import { randomFrom } from '../../helpers/random.ts'
import { reportLake, viewIn } from './helpers.ts'

const closing: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of closing) await close()
})

/** The groups over a lake in which each text was written by another person, a minute after the last. */
async function groupsOf(...texts: readonly string[]) {
  const updates = texts.map((text, index) =>
    JSON.stringify(
      messageUpdate(index + 1, {
        text,
        date: NOON + 60 * index,
        from: { id: 100 + index, is_bot: false, first_name: `P${index}` },
      }),
    ),
  )
  const lake = await reportLake(updates.join('\n'))
  closing.push(lake.close)
  return lake.rowsOf(questions, {
    chat_id: -1001234567890,
    previous_chat_id: -1001234567890,
    since: '2026-11-01',
    until: '2026-11-01',
  })
}

describe('similar questions', () => {
  it.each([
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
  ])('are one group: %s | %s', async (one, other) => {
    const { rows } = await groupsOf(one, other)
    expect(rows.map(([, asked, people]) => [asked, people])).toEqual([[2, 2]])
  })

  it.each([
    ['Qual o horário da prova?', 'Qual o local da prova?'],
    ['Quando é a prova de sábado?', 'Onde é a prova de sábado?'],
    ['Como instalo o Python?', 'Como instalo o Java?'],
    ['Como instalo o Python no Windows?', 'Como instalo o Python no Linux?'],
    ['Como atualizo para o 16.04?', 'Como atualizo para o 18.04?'],
    ['Quando sai a nota da prova 1?', 'Quando sai a nota da prova 2?'],
    ['How do I mount a drive?', 'How do I install a driver?'],
    ['where is the exam room', 'when is the exam room'],
    ['¿Cuánto cuesta el curso?', '¿Cuándo empieza el curso?'],
  ])('are not: %s | %s', async (one, other) => {
    const { rows } = await groupsOf(one, other)
    expect(rows.map(([, asked]) => asked)).toEqual([1, 1])
  })
})

describe('a group', () => {
  it('has a label that is a real question, not the shortest or loudest one', async () => {
    const { rows } = await groupsOf(
      'PYTHON COMO INSTALO???',
      'Python instalo?',
      'Oi gente, tudo certo por aí? Então, eu queria muito saber como é que eu instalo o tal do Python aqui no meu computador',
      'Como eu instalo o Python?',
    )
    expect(rows[0]?.[0]).toBe('Como eu instalo o Python?')
  })

  it('has a label of at most 80 columns, cut between characters', async () => {
    const long = `Como instalo ${'👨‍👩‍👧‍👦'.repeat(36)} o Python?`
    const { rows } = await groupsOf(long, long)
    const label = String(rows[0]?.[0])
    expect(label.endsWith('👨‍👩‍👧‍👦…')).toBe(true)
    expect([...new Intl.Segmenter().segment(label)].length).toBeLessThan(60)
  })

  it('counts a person and a message once', async () => {
    const { rows } = await groupsOf(
      'Como instalo o Python? Gente, como instalo o Python?',
      'como instalar o python?',
    )
    expect(rows[0]?.slice(1, 3)).toEqual([2, 2])
  })

  it('comes before one that a single person repeats', async () => {
    const updates = [7, 7, 7, 8, 9].map((id, index) =>
      JSON.stringify(
        messageUpdate(index + 1, {
          from: { id, is_bot: false, first_name: 'A' },
          text: id === 7 ? 'Onde fica a sala de aula?' : 'Quando sai a nota final?',
        }),
      ),
    )
    const lake = await reportLake(updates.join('\n'))
    closing.push(lake.close)
    const ids = { chat_id: -1001234567890, previous_chat_id: -1001234567890 }
    const days = { since: '2026-11-01', until: '2026-11-01' }
    const { rows } = await lake.rowsOf(questions, { ...ids, ...days })
    expect(rows.map(([label, asked, people]) => [label, asked, people])).toEqual([
      ['Quando sai a nota final?', 2, 2],
      ['Onde fica a sala de aula?', 3, 1],
    ])
  })

  it('that comes first is the one of which the sentence speaks, first in chart, table and lines', async () => {
    const updates = [7, 7, 7, 8, 9].map((id, index) =>
      JSON.stringify(
        messageUpdate(index + 1, {
          from: { id, is_bot: false, first_name: 'A' },
          text: id === 7 ? 'Onde fica a sala de aula?' : 'Quando sai a nota final?',
        }),
      ),
    )
    const lake = await reportLake(updates.join('\n'))
    closing.push(lake.close)
    const ids = { chat_id: -1001234567890, previous_chat_id: -1001234567890 }
    const days = { since: '2026-11-01', until: '2026-11-01' }
    const shown = questions.present(await lake.rowsOf(questions, { ...ids, ...days }), viewIn('en'))
    expect(shown.sentence).toBe(
      '2 questions recurred. The most frequent: “Quando sai a nota final?”, 2 times, by 2 people.',
    )
    expect(shown.chart.rows.map(({ value }) => value)).toEqual([2, 3])
    expect(shown.table.rows[0]).toEqual(['Quando sai a nota final?', '2', '2'])
    expect(shown.lines[0]?.text).toBe('2× Quando sai a nota final?')
  })

  it('is never made of talk that says nothing about a thing', async () => {
    const { rows } = await groupsOf('Alguma ideia?', 'alguma ideia?', 'what do you mean?', 'mean?')
    expect(rows).toEqual([])
  })
})

describe('when no question recurs', () => {
  it('shows those asked once, and says so', async () => {
    const table = await groupsOf('Onde fica a sala de aula?', 'Quando sai a nota final?')
    const { sentence, table: shown, lines } = questions.present(table, viewIn('pt-BR'))
    expect(sentence).toBe(
      'Nenhuma dúvida se repetiu neste período. A mais recente: “Quando sai a nota final?”',
    )
    expect(shown.rows.length).toBe(2)
    expect(lines[0]).toEqual({
      text: '1× Quando sai a nota final?',
      links: [{ label: '1', url: 'https://t.me/c/1234567890/2' }],
    })
  })
})

describe('many signatures', () => {
  /** Words as uneven as in speech: the first are in many signatures, most in few. */
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

  /** The shortest of some runs: what others do on the machine only ever adds. */
  function shortest(count: number): number {
    const table = tableOf(count)
    const times = Array.from({ length: 5 }, () => {
      const started = performance.now()
      questions.refine(table)
      return performance.now() - started
    })
    return Math.min(...times)
  }

  it('are merged without comparing each with each', () => {
    shortest(500)
    // Five times as many take some five times as long; pairs would be twenty-five times as many.
    expect(shortest(5000) / shortest(1000)).toBeLessThan(15)
  })
})
