import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { hasDetails, reportText } from '../../../bot/answers/report-text.ts'
import { languages } from '../../../bot/config.ts'
import type { Table } from '../../../bot/engine/engine.ts'
import { textsOf } from '../../../bot/i18n.ts'
import { questions } from '../../../bot/reports/questions.ts'
import { rowsOf } from '../../../bot/reports/rows.ts'
import { labelOf, representativeOf } from '../../../bot/reports/topic-words.ts'
import { isAbout, recurringTopics } from '../../../bot/reports/topics.ts'
import { termsOf } from '../../../etl/understand/question.ts'
import { wordsOf } from '../../../etl/understand/text.ts'
import { words } from '../../../etl/understand/words.ts'
import { messageUpdate, NOON } from '../../helpers/updates.ts'
import { randomFrom } from '../../helpers/random.ts'
import { reportLake, saidIn, viewIn, withoutPrevious } from './helpers.ts'

const DAY = {
  since: '2026-11-01',
  until: '2026-11-01',
  previous_since: '2026-10-31',
  answers_until: '2026-11-08',
}

interface Said {
  readonly text: string
  readonly by: number
  /** Minutes after noon. Otherwise a minute after the message before. */
  readonly at?: number
  /** The place of the message that it replies to, from 1. */
  readonly to?: number
}

/** One lake for all tests, with a chat per call. Call it outside tests, and the result inside. */
const chats: (readonly Said[])[] = []
let lake: Awaited<ReturnType<typeof reportLake>>

function chatOf(...said: readonly Said[]) {
  chats.push(said)
  const id = idOf(chats.length - 1)
  const table = () => lake.rowsOf(questions, { chat_id: id, previous_chat_id: id, ...DAY })
  return {
    chatId: id,
    table,
    /** The named columns of each row. */
    async columns(...names: readonly string[]) {
      const { columns, rows } = await table()
      const places = names.map((name) => columns.findIndex((column) => column.name === name))
      return rows.map((row) => places.map((place) => row[place]))
    },
  }
}

/** As `chatOf`, each text by another person. */
const asked = (...texts: readonly string[]) =>
  chatOf(...texts.map((text, index) => ({ text, by: 100 + index })))

/** Rows of `it.each`: two texts and their chat. */
const pairs = (...texts: readonly (readonly [string, string])[]) =>
  texts.map(([one, other]) => [one, other, asked(one, other)] as const)

const idOf = (index: number) => -1001234567890 - index

beforeAll(async () => {
  const updates = chats.flatMap((said, chat) => {
    let minute = -1
    const sent = said.map(({ text, by, at, to }, index) => {
      minute = at ?? minute + 1
      return messageFields(chat, index + 1, { text, by, minute, to })
    })
    return sent.map((fields, index) => ({
      ...messageUpdate(1000 * chat + index + 1, fields),
      ...(said[index]?.to !== undefined && {
        message: { ...fields, reply_to_message: sent[said[index].to - 1] },
      }),
    }))
  })
  lake = await reportLake(updates.map((update) => JSON.stringify(update)).join('\n'))
})
afterAll(() => lake.close())

function messageFields(
  chat: number,
  message_id: number,
  { text, by, minute }: { text: string; by: number; minute: number; to?: number | undefined },
) {
  return {
    message_id,
    text,
    date: NOON + 60 * minute,
    chat: { id: idOf(chat), type: 'supergroup', title: 'Grupo' },
    from: { id: by, is_bot: false, first_name: `P${by}` },
  }
}

describe('people who ask the same in other words', () => {
  it.each(
    pairs(
      ['Qual é o horário da prova?', 'QUAL E O HORARIO DA PROVA???'],
      ['Qual o horário da prova?', 'alguém sabe o horário da prova?'],
      ['Qual o horário da prova?', 'Bom dia, pessoal! Vocês sabem qual é o horário da prova?'],
      ['O certificado do curso chega quando?', 'Quando chegam os certificados do curso?'],
      ['Como configuro o servidor de e-mail?', 'não consigo configurar o servidor de email'],
      ['¿Cómo exporto el informe?', 'alguien sabe cómo exportar los informes'],
      ['How do I reset my password?', 'Hey all. I lost my phone. How can I reset the password?'],
      ['How can I mount a usb drive', 'I need to mount usb drives. Is there a way?'],
      ['Can I upgrade from 16.04?', 'How do I upgrade from 18.04?'],
    ),
  )('are one topic: %s | %s', async (_one, _other, chat) => {
    expect(await chat.columns('questions', 'people')).toEqual([[2, 2]])
  })

  it.each(
    pairs(
      ['Qual o horário da prova?', 'Qual o local da prova?'],
      ['Como instalo o Python no Windows?', 'Como instalo o Java no Linux?'],
      ['How do I mount a drive?', 'How do I install a driver?'],
      ['¿Cuánto cuesta el curso?', '¿Cuándo empieza el curso?'],
    ),
  )('are no topic when they ask about something else: %s | %s', async (_one, _other, chat) => {
    expect(await chat.columns('questions', 'people')).toEqual([
      [1, 1],
      [1, 1],
    ])
  })
})

describe('topics', () => {
  const several = chatOf(
    { by: 1, text: 'Onde encontro a gravação da aula?' },
    { by: 2, text: 'Cadê a gravação da aula?' },
    { by: 1, text: 'Alguém tem a gravação da aula de hoje?', at: 60 },
    { by: 2, text: 'Onde fica a gravação da aula?', at: 61 },
    { by: 3, text: 'Qual o horário da prova?', at: 90 },
    { by: 4, text: 'Alguém sabe o horário da prova?', at: 91 },
    { by: 5, text: 'Já saiu o horário da prova?', at: 92 },
    { by: 6, text: 'O boleto vence no sábado?', at: 93 },
  )

  it('come by the number of people who ask, not by how often', async () => {
    expect(await several.columns('label', 'people', 'questions')).toEqual([
      ['horário prova', 3, 3],
      ['gravação aula', 2, 4],
    ])
  })

  it('name their questions, the latest first, separated by commas', async () => {
    expect(await several.columns('message_ids', 'first_asked_at', 'last_asked_at')).toEqual([
      ['7,6,5', '2026-11-01 13:30:00', '2026-11-01 13:32:00'],
      ['4,3,2,1', '2026-11-01 12:00:00', '2026-11-01 13:01:00'],
    ])
  })

  it('link to their latest three questions', async () => {
    const [, [links] = []] = await several.columns('links')
    const chat = `https://t.me/c/${String(several.chatId).slice(4)}`
    expect(links).toBe([`${chat}/4`, `${chat}/3`, `${chat}/2`].join(' '))
  })

  it('are told in the sentence, the chart and the lines, those of most people first', async () => {
    const shown = questions.present(await several.table(), viewIn('en'))
    expect(shown.sentence).toBe(
      '2 questions keep coming up. Most people ask: “Alguém sabe o horário da prova?” (3 people, 3 times).',
    )
    expect(shown.chart.hasSentences).toBe(false)
    expect(shown.chart.rows).toEqual([
      { label: 'horário prova', value: 3 },
      { label: 'gravação aula', value: 2 },
    ])
    expect(shown.lines.map(saidIn)).toEqual([
      'horário prova (3 people, new): “Alguém sabe o horário da prova?” No answer found. 2 3',
      'gravação aula (2 people, new): “Onde fica a gravação da aula?” No answer found. 2 3',
    ])
  })

  const loud = chatOf(
    ...[0, 60, 120, 180, 240].map((at) => ({ by: 7, text: 'Onde fica a sala de aula?', at })),
  )
  it('are never made by one person who asks five times', async () => {
    expect(await loud.columns('message_ids', 'people')).toEqual(
      ['5', '4', '3', '2', '1'].map((id) => [id, 1]),
    )
  })

  const vague = asked('Alguma ideia?', 'alguma ideia?', 'what do you mean?', 'mean?')
  it('are never made of vague talk', async () => {
    const rows = await vague.columns('questions')
    expect(rows.flat().every((count) => count === 1)).toBe(true)
  })

  it('are named by a set phrase as by one word', () => {
    const topics = recurringTopics([
      ...doubts(6, (index) => ['hard', 'drive', 'mount', `x${index}`]),
      ...doubts(6, (index) => ['hard', 'drive', 'format', `y${index}`], 100),
    ])
    expect(topics.map(({ pair, people }) => [pair, people])).toEqual([
      [['format', 'hard_drive'], 6],
      [['hard_drive', 'mount'], 6],
    ])
  })

  it('are a set phrase when nothing else is asked, however many ask', () => {
    const topics = recurringTopics(doubts(12, () => ['horari', 'prov']))
    expect(topics.map(({ pair, people }) => [pair, people])).toEqual([[['horari', 'prov'], 12]])
  })

  it('are never named by a word that everyone uses', () => {
    const everyone = recurringTopics(
      doubts(30, (index) => ['ubuntu', `word${Math.floor(index / 3)}`]),
    )
    expect(everyone.map(({ pair }) => pair)).toEqual(
      Array.from({ length: 10 }, (_, index) => [`word${index}`, `word${index}`]),
    )
    const some = recurringTopics([
      ...doubts(4, () => ['ubuntu', 'print']),
      ...doubts(30, (index) => ['other', `word${index}`], 100),
    ])
    expect(some.map(({ pair }) => pair)).toEqual([['print', 'ubuntu']])
  })

  const oneWord = asked(
    'Como instalo o Python?',
    'Alguém sabe como instalar o Python?',
    'Como eu instalo o python?',
  )
  it('are of one word where nothing else is asked about, and show it once', async () => {
    expect(await oneWord.columns('label', 'people', 'questions')).toEqual([['python', 3, 3]])
  })

  it('are of one word only by the doubts that consist of it', () => {
    const topics = recurringTopics([
      ...doubts(3, () => ['python']),
      ...doubts(1, () => ['python', 'window'], 100),
      ...doubts(1, () => ['python', 'linux'], 200),
    ])
    expect(topics.map(({ pair, members }) => [pair, members.map(({ id }) => id)])).toEqual([
      [
        ['python', 'python'],
        [0, 1, 2],
      ],
    ])
  })

  it('of one word are not made by one person who asks five times', () => {
    const own = doubts(5, () => ['python']).map((doubt) => ({ ...doubt, senderId: 7 }))
    expect(recurringTopics(own)).toEqual([])
  })

  it.each([
    [29, 2],
    [30, 3],
    [999, 3],
  ])('of %i doubts are of one word from %i people on', (all, least) => {
    const peopleAt = (count: number) =>
      recurringTopics(
        among(
          all,
          doubts(count, () => ['python']),
        ),
      ).map(({ people }) => people)
    expect(peopleAt(least - 1)).toEqual([])
    expect(peopleAt(least)).toEqual([least])
  })

  it('of a thousand doubts are never of one word', () => {
    expect(
      recurringTopics(
        among(
          1_000,
          doubts(20, () => ['python']),
        ),
      ),
    ).toEqual([])
  })

  it.each([
    [29, 2],
    [30, 3],
    [2_999, 3],
    [3_000, 4],
  ])('of %i doubts are of two words from %i people on', (all, least) => {
    const peopleAt = (count: number) =>
      recurringTopics(
        among(
          all,
          doubts(count, () => ['horari', 'prov']),
        ),
      ).map(({ people }) => people)
    expect(peopleAt(least - 1)).toEqual([])
    expect(peopleAt(least)).toEqual([least])
  })

  it('take a doubt once', () => {
    const topics = recurringTopics([
      ...doubts(4, () => ['wifi', 'drop', 'laptop', 'sleep']),
      ...doubts(3, () => ['print', 'jam', 'laptop'], 100),
    ])
    const ids = topics.flatMap(({ members }) => members.map(({ id }) => id))
    expect(ids.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 100, 101, 102])
  })

  it('know a doubt of another period by both their words, of any version', () => {
    const [topic] = recurringTopics(doubts(3, () => ['upgrad', '16.04']))
    expect(topic?.pair).toEqual(['#', 'upgrad'])
    expect(isAbout({ terms: ['slow', 'upgrad', '18.04'] }, topic!)).toBe(true)
    expect(isAbout({ terms: ['slow', 'upgrad'] }, topic!)).toBe(false)
  })

  /** The doubts with as many others as make `all`, each about something of its own. */
  function among(all: number, some: ReturnType<typeof doubts>) {
    return [
      ...some,
      ...doubts(all - some.length, (index) => [`one${index}`, `two${index}`], 10_000),
    ]
  }

  function doubts(count: number, termsOf: (index: number) => readonly string[], from = 0) {
    return Array.from({ length: count }, (_, index) => ({
      id: from + index,
      senderId: from + index,
      terms: termsOf(index),
    }))
  }
})

describe('the words of a topic', () => {
  it('are those that most people write, in their order', () => {
    const written = ['Minha PROVA: e o horário?', 'o horário da prova?', 'Horários das provas?']
    expect(labelOf(['prov', 'horari'], [...written, 'qual o horário da prova`?'])).toBe(
      'horário prova',
    )
    expect(labelOf(['prov', 'horari'], ['o horario da prova', 'o horário da prova'])).toBe(
      'horário prova',
    )
  })

  it('are one where it names the topic alone', () => {
    expect(labelOf(['python', 'python'], ['Como uso o Python?', 'python?'])).toBe('python')
  })

  it('are shown by the clearest question, not the shortest, longest or loudest', () => {
    const long =
      'Oi gente, tudo certo por aí? Então, eu queria muito saber qual é que vai ser o horário da tal da prova de amanhã'
    const all = ['HORARIO DA PROVA???', 'horário prova', long, 'Qual é o horário da prova?']
    expect(representativeOf(['horari', 'prov'], all)).toBe('Qual é o horário da prova?')
  })
})

describe('a doubt that somebody answers at once and somebody replies to a day later', () => {
  const twice = chatOf(
    { by: 1, at: 0, text: 'Como exporto o relatório?' },
    { by: 50, at: 1, text: 'Pelo menu de arquivos.' },
    { by: 60, at: 1500, to: 1, text: 'Também dá pela página inicial.' },
  )
  it('is answered by reply, as in the other reports', async () => {
    expect(await twice.columns('answered', 'likely', 'median_seconds', 'best_answer_id')).toEqual([
      [1, 0, 90_000, 3],
    ])
  })
})

describe('the best answer', () => {
  const question = (by: number, at: number) => ({ by, at, text: 'Como exporto o relatório?' })
  const answer = (by: number, to: number) => ({ by, to, text: 'Pelo menu de arquivos.' })

  const often = chatOf(
    question(1, 0),
    answer(50, 1),
    question(2, 60),
    answer(50, 3),
    question(3, 120),
    answer(60, 5),
  )
  it('is by the person who answers it most, the latest of theirs', async () => {
    expect(await often.columns('answered', 'best_answer_id', 'best_answer_link')).toEqual([
      [3, 4, `https://t.me/c/${String(often.chatId).slice(4)}/4`],
    ])
  })

  const confirmed = chatOf(
    question(1, 0),
    answer(60, 1),
    { by: 1, to: 2, text: 'Funcionou, muito obrigado!' },
    question(2, 60),
    answer(50, 4),
    question(3, 120),
    answer(50, 6),
  )
  it('is one that an asker confirmed, if there is such', async () => {
    expect(await confirmed.columns('confirmed', 'best_answer_id')).toEqual([[1, 2]])
  })

  it('is linked below the topic', async () => {
    const { lines } = questions.present(await confirmed.table(), viewIn('es'))
    const chat = `https://t.me/c/${String(confirmed.chatId).slice(4)}`
    expect(lines).toEqual([
      [
        'exporto relatório (3 personas, nuevo):',
        { label: '«Como exporto o relatório?»', url: `${chat}/6` },
        '3/3 respondidas, la mitad en 1 min.',
        { label: '2', url: `${chat}/4` },
        { label: '3', url: `${chat}/1` },
        { label: 'respuesta', url: `${chat}/2` },
      ],
    ])
  })
})

describe('where too little recurs', () => {
  const once = asked('Onde fica a sala de aula?', 'Quem corrige a redação?')

  it.each([
    ['pt-BR', 'Pouca gente pergunta a mesma coisa, então não dá para agrupar. As últimas:'],
    ['en', 'Too few people ask the same thing to group their questions. The latest:'],
    ['es', 'Poca gente pregunta lo mismo, así que no se pueden agrupar. Las últimas:'],
  ] as const)('the latest questions are listed, and the sentence says so in %s', async (...row) => {
    const [language, expected] = row
    const { sentence, chart, lines } = questions.present(await once.table(), viewIn(language))
    expect(sentence).toBe(expected)
    expect(chart.hasSentences).toBe(true)
    expect(chart.rows.map(({ label }) => label)).toEqual([
      'Quem corrige a redação?',
      'Onde fica a sala de aula?',
    ])
    expect(lines[0]).toEqual([
      {
        label: 'Quem corrige a redação?',
        url: `https://t.me/c/${String(once.chatId).slice(4)}/2`,
      },
    ])
  })

  const long = asked(`Como instalo ${'👨‍👩‍👧‍👦'.repeat(80)} o Python?`)
  it('a long question is cut between characters', async () => {
    const [[label] = []] = await long.columns('label')
    expect(String(label).endsWith('👨‍👩‍👧‍👦…')).toBe(true)
    expect([...new Intl.Segmenter().segment(String(label))].length).toBeLessThan(91)
  })
})

describe('what was asked before', () => {
  const view = (isComparable: boolean) =>
    isComparable ? viewIn('en') : withoutPrevious(viewIn('en'))
  /** A row for each of the people who ask about the exam in the period, and for the others. */
  const tableOf = (now: number, before: number): Table =>
    rowsTable([
      ...Array.from({ length: now }, (_, index) => current(index, 'horari prov')),
      ...Array.from({ length: before }, (_, index) => ({
        ...current(100 + index, 'horari prov'),
        is_current: false,
        question: null,
      })),
    ])
  const lineOf = (now: number, before: number, isComparable = true) =>
    saidIn(questions.present(questions.refine(tableOf(now, before)), view(isComparable)).lines[0])

  it.each([
    [3, 0, '(3 people, new)'],
    [6, 3, '(6 people, rising, 3× before)'],
    [4, 2, '(4 people)'],
    [9, 7, '(9 people)'],
    [3, 5, '(3 people)'],
  ])('%i questions after %i are: %s', (now, before, expected) => {
    expect(lineOf(now, before)).toContain(`horário prova ${expected}: `)
  })

  it('is not known where the lake does not cover it: then the first day is told', () => {
    expect(lineOf(3, 0, false)).toContain('horário prova (3 people, since Nov 1, 2026): ')
  })
})

describe('more questions than are read', () => {
  const rows = Array.from({ length: 50_000 }, (_, index) => ({
    ...current(index, index < 5 ? 'horari prov' : `word${index}`),
    ...(index >= 40_000 && { is_current: false, question: null }),
  }))

  it('are said, and nothing is compared', () => {
    const table = questions.refine(rowsTable(rows))
    expect(rowsOf(table)[0]?.string('is_cut')).toBe('true')
    const { sentence, lines } = questions.present(table, viewIn('pt-BR'))
    expect(sentence).toContain('Só entram as últimas 50.000 perguntas.')
    expect(saidIn(lines[0])).toContain('(5 pessoas, desde 01/11/2026)')
  })

  it('are not fewer than the statement returns', () => {
    const table = questions.refine(rowsTable(rows.slice(1)))
    expect(rowsOf(table)[0]?.string('is_cut')).toBe('false')
    expect(questions.query.text).toMatch(/limit 50000\s*$/)
  })
})

describe('a caption', () => {
  const things = [
    'wifi roteador',
    'boleto banco',
    'prova horário',
    'certificado curso',
    'gravação aula',
    'senha e-mail',
    'matrícula prazo',
    'tradução legenda',
  ]
  const topics = things.flatMap((thing, topic) =>
    Array.from({ length: 3 }, (_, index) => ({
      ...current(100 * topic + index, termsOf(wordsOf(thing), words()).join(' ')),
      question: `Alguém aqui sabe como resolver ${thing.replace(' ', ' com ')} no computador?`,
      answer_message_id: 5000 + index,
      answer_sender_id: 1,
      answer_seconds: 90 * index,
      is_reply: index > 0,
    })),
  )

  it.each(languages)('shows most of eight topics in %s', (language) => {
    const view = viewIn(language)
    const presentation = questions.present(questions.refine(rowsTable(topics)), view)
    expect(presentation.lines.length).toBe(8)
    const footer = 'Dados até 29 de nov. de 2026, 08:51 (America/Sao_Paulo)'
    const { plain } = reportText(
      { presentation, footer, notes: [], texts: textsOf(language) },
      { hasPicture: true, isDetailed: true, maxLength: 1024 },
    )
    const shown = plain.split('\n').filter((line) => / \(3 \w+, /.test(line))
    expect(shown.length).toBeGreaterThanOrEqual(5)
  })

  it('shows three below the picture', () => {
    const view = viewIn('en')
    const presentation = questions.present(questions.refine(rowsTable(topics)), view)
    const run = { presentation, footer: 'Data complete', notes: [], texts: textsOf('en') }
    const { plain } = reportText(run, { hasPicture: true, maxLength: 1024 })
    expect(plain.split('\n')).toHaveLength(4)
    expect(plain).not.toContain('Data complete')
    expect(hasDetails(presentation)).toBe(true)
    const all = reportText(run, { hasPicture: false, maxLength: 4096 }).plain.split('\n')
    expect(all).toHaveLength(10)
    expect(all.at(-1)).toBe('Data complete')
  })
})

describe('many doubts', () => {
  /** Words as unevenly distributed as in speech: a few are in many doubts, most in few. */
  function tableOf(count: number): Table {
    const random = randomFrom(7)
    const word = () => `palavra${Math.floor(4000 * random() ** 3).toString(36)}x`
    const terms = () => Array.from({ length: 2 + Math.floor(6 * random()) }, word).join(' ')
    return rowsTable(Array.from({ length: count }, (_, index) => current(index, terms())))
  }

  /** Processor time of one run: other load on the machine does not count. */
  function timeOf(table: Table): number {
    const started = process.cpuUsage()
    questions.refine(table)
    const { user, system } = process.cpuUsage(started)
    return user + system
  }

  it('are grouped without comparing every pair', () => {
    const [few, many] = [tableOf(500), tableOf(8000)]
    let [ofFew, ofMany] = [Infinity, Infinity]
    for (let round = 0; round < 5; round += 1) {
      for (let run = 0; run < 4; run += 1) ofFew = Math.min(ofFew, timeOf(few))
      ofMany = Math.min(ofMany, timeOf(many))
    }
    // Sixteen times as many doubts make 256 times as many pairs.
    expect(ofMany / ofFew).toBeLessThan(128)
  })
})

type Cells = Readonly<Record<string, string | number | boolean | null>>

/** A doubt of the period by a person of its own. */
function current(index: number, question_terms: string): Cells {
  return {
    is_current: true,
    chat_id: -1001234567890,
    message_id: index + 1,
    sender_id: index + 1,
    asked_at: '2026-11-01 12:00:00',
    question: 'Qual o horário da prova?',
    question_terms,
    earlier_days: 0,
  }
}

/** What the statement returns. */
function rowsTable(cells: readonly Cells[]): Table {
  const columns = questions.query.columns.map(({ name, type }) => ({ name, type }))
  const rows = cells.map((row) => columns.map(({ name }) => row[name] ?? null))
  return { columns, rows, stats: { milliseconds: 0 } }
}
