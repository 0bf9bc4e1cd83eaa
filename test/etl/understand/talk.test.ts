import { describe, expect, it } from 'vitest'

import { rowsOf } from '../../eval/measure.ts'
import { CHAT_ID, messageUpdate, NOON } from '../../helpers/updates.ts'
import {
  answersOf,
  confirmationsOf,
  lucia,
  marina,
  otto,
  pedro,
  questionsOf,
  robot,
  talk,
  type Line,
  type Person,
} from './talk.ts'

const HOUR = 3600
const photo = [{ file_id: 'f', file_unique_id: 'q', width: 9, height: 9 }]
const sticker = { file_id: 's', file_unique_id: 's', type: 'regular', width: 5, height: 5 }
const group = { id: CHAT_ID, type: 'supergroup', title: 'Grupo' }

/** A message of an anonymous administrator with a title. */
const anonymous: Person = {
  id: 1087968824,
  is_bot: true,
  first_name: 'Group',
  username: 'GroupAnonymousBot',
}
const signed = (author_signature: string, text: string) => ({
  text,
  sender_chat: group,
  author_signature,
})

/** Each text from another person, hours apart, so that none has to do with another. */
function alone(...texts: readonly string[]) {
  return rowsOf(
    texts.map((text, index) =>
      messageUpdate(index + 1, {
        from: { id: 900 + index, is_bot: false, first_name: `P${index}` },
        date: NOON + index * 900,
        text,
      }),
    ),
  )
}

/** By number of the message, what each question is. */
const typesOf = (lines: readonly Line[]) => questionsOf(talk(lines))
const isDoubt = (text: string) => questionsOf(alone(text)).length === 1

describe('a doubt', () => {
  it.each([
    'a impressora não liga mais depois da queda de luz',
    'estou com um problema no roteador da sala',
    'você sabe como troca a tela do tablet?',
    '¿sabes cómo cambiar la pantalla del celular?',
    'alguém sabe trocar a lâmpada do projetor',
    'preciso de ajuda pra montar a estante de aço',
    'my scanner stopped working after the storm',
    'i cant get the projector to show anything',
    'does anyone know a good repair shop downtown',
    'the heater keeps crashing when it gets warm',
    'la impresora no funciona desde el lunes',
    'no puedo abrir el archivo de la factura',
    'alguien sabe dónde reparan proyectores',
    'me sale un error al imprimir la factura',
  ])('needs no question mark: %s', (text) => {
    expect(isDoubt(text)).toBe(true)
  })

  it.each([
    'ontem troquei a lâmpada do projetor e ficou lindo',
    'we went to the lake with the new camera',
    'mañana llega la impresora que compramos',
    'a reunião ficou pra quinta, levem café',
    'my sister bought a projector for the school',
    'el domingo fuimos todos a la playa',
  ])('is more than a story: %s', (text) => {
    expect(isDoubt(text)).toBe(false)
  })

  it.each([
    'tudo bem?',
    'oi, tudo certo?',
    'sério???',
    'alguém aí?',
    'how are you?',
    'really?',
    'is anyone here?',
    'what the hell?',
    '¿cómo están?',
    '¿en serio?',
    '¿hay alguien?',
    '¿qué tal?',
  ])('is more than social talk: %s', (text) => {
    expect(isDoubt(text)).toBe(false)
  })

  it.each([
    ['Portuguese', 'Quem desbloqueia o alarme do carro?'],
    ['English', 'How do I unlock the car alarm?'],
    ['Spanish', '¿Cómo desbloqueo la alarma del coche?'],
  ])('is not that of who forwards it, in %s', (_, text) => {
    const forward_origin = { type: 'hidden_user', sender_user_name: 'Z', date: NOON - 60 }
    expect(typesOf([[0, marina, { text, forward_origin }]])).toEqual([])
    expect(typesOf([[0, marina, text]])).toEqual([[1, 'opening']])
  })

  it('is none in a post that comes from the linked channel', () => {
    const text = 'How do I unlock the car alarm?'
    expect(typesOf([[0, marina, { text, is_automatic_forward: true }]])).toEqual([])
  })

  it('stands in a caption too', () => {
    expect(typesOf([[0, marina, { photo, caption: 'Which screw is this?' }]])).toEqual([
      [1, 'opening'],
    ])
  })

  it('is none when its question mark stands in code, as a link or in a quote', () => {
    const entity = (text: string, part: string, type: string) => ({
      text,
      entities: [{ type, offset: text.indexOf(part), length: part.length }],
    })
    expect(
      typesOf([
        [0, marina, entity('use this: x = a?.b ?? c', 'x = a?.b ?? c', 'code')],
        [HOUR, otto, entity('UPDATE t SET a = ?', 'UPDATE t SET a = ?', 'pre')],
        [2 * HOUR, lucia, 'https://example.org/?page=2'],
        [3 * HOUR, pedro, entity('wet ink?\nyes', 'wet ink?', 'blockquote')],
      ]),
    ).toEqual([])
  })

  it('may ask about code', () => {
    const text = 'what does a ?? b do'
    const entities = [{ type: 'code', offset: 10, length: 6 }]
    expect(typesOf([[0, marina, { text, entities }]])).toEqual([[1, 'opening']])
  })

  it('is none in a command', () => {
    expect(
      typesOf([
        [0, marina, '/find how do I clean the nozzle?'],
        [
          HOUR,
          otto,
          {
            text: '/ask@help_bot why?',
            entities: [{ type: 'bot_command', offset: 0, length: 13 }],
          },
        ],
      ]),
    ).toEqual([])
  })

  it('is none when a bot asks', () => {
    expect(typesOf([[0, robot, 'How do I clean the nozzle?']])).toEqual([])
  })

  it.each([
    [
      'Portuguese',
      [
        'oi gente',
        'minha bicicleta não funciona mais',
        'já tentei apertar o cabo',
        'alguém sabe o que pode ser?',
      ],
    ],
    [
      'English',
      [
        'hi all',
        'my bicycle does not work anymore',
        'i have tightened the cable',
        'does anyone know what it can be?',
      ],
    ],
    [
      'Spanish',
      [
        'hola a todos',
        'mi bicicleta no funciona',
        'ya apreté el cable',
        '¿alguien sabe qué puede ser?',
      ],
    ],
  ])('in several messages of one burst is one question, in %s', (_, texts) => {
    const rows = talk([...texts.map((text, index): Line => [index * 15, marina, text])])
    expect(questionsOf(rows)[0]).toEqual([2, 'opening'])
    expect(questionsOf(rows).slice(1)).toEqual([[4, 'part']])
    expect(rows.map(({ question_id }) => question_id)).toEqual([null, 2, null, 2])
  })

  it('is a new one when the same person asks hours later', () => {
    expect(
      typesOf([
        [0, marina, 'How do I clean the nozzle?'],
        [3 * HOUR, marina, 'Which ink fits the printer?'],
      ]),
    ).toEqual([
      [1, 'opening'],
      [2, 'opening'],
    ])
  })

  it.each([
    [
      'Portuguese',
      'Como limpo o bico da impressora?',
      'Com álcool, bem devagar',
      'e onde compro esse álcool?',
    ],
    ['English', 'How do I clean the nozzle?', 'With alcohol, slowly', 'and where do I buy that?'],
    [
      'Spanish',
      '¿Cómo limpio la boquilla?',
      'Con alcohol, despacio',
      '¿y dónde compro el alcohol?',
    ],
  ])('goes on when the asker asks who answered, in %s', (_, asks, answers, further) => {
    expect(
      typesOf([
        [0, marina, asks],
        [60, otto, answers, 1],
        [120, marina, further, 2],
      ]),
    ).toEqual([
      [1, 'opening'],
      [3, 'follow_up'],
    ])
  })
})

describe('a counter-question', () => {
  it.each([
    [
      'Portuguese',
      'A cafeteira não liga, o que faço?',
      'Marina, qual é o modelo da sua?',
      'Aperta o botão da base por dez segundos',
    ],
    [
      'English',
      'My kettle does not work, what can I do?',
      'Marina, which model do you have?',
      'Press the button at the base for ten seconds',
    ],
    [
      'Spanish',
      'La cafetera no funciona, ¿qué hago?',
      'Marina, ¿qué modelo tienes?',
      'Aprieta el botón de la base diez segundos',
    ],
  ])('of a helper is no doubt and no answer, in %s', (_, asks, back, answer) => {
    const rows = talk([
      [0, marina, asks],
      [60, otto, back],
      [120, marina, 'Volta B4'],
      [200, otto, answer, 3],
    ])
    expect(questionsOf(rows)).toEqual([
      [1, 'opening'],
      [2, 'counter'],
    ])
    expect(answersOf(rows)).toContainEqual([4, 1, 'chain'])
    expect(answersOf(rows).map(([message]) => message)).not.toContain(2)
  })

  it.each([
    ['Portuguese', 'já tentou trocar o filtro?'],
    ['English', 'have you tried another filter?'],
    ['Spanish', '¿ya probaste con otro filtro?'],
  ])('that suggests something is an answer, in %s', (_, text) => {
    const rows = talk([
      [0, marina, 'Why is the coffee cold?'],
      [60, otto, text, 1],
    ])
    expect(questionsOf(rows)).toEqual([
      [1, 'opening'],
      [2, 'counter'],
    ])
    expect(answersOf(rows)).toEqual([[2, 1, 'reply']])
  })
})

describe('a reply', () => {
  it.each([
    ['Portuguese', 'Qual tinta serve na minha impressora?', 'A preta, de pigmento'],
    ['English', 'Which ink fits my printer?', 'The black one, with pigment'],
    ['Spanish', '¿Qué tinta usa mi impresora?', 'La negra, de pigmento'],
  ])('answers the question, in %s', (_, asks, answer) => {
    const rows = talk([
      [0, marina, asks],
      [90, otto, answer, 1],
    ])
    expect(answersOf(rows)).toEqual([[2, 1, 'reply']])
    expect(rows[1]).toMatchObject({ to_sender_id: 21, answer_seconds: 90 })
  })

  it('to any message of a burst is an answer', () => {
    const rows = talk([
      [0, marina, 'my bicycle does not work anymore'],
      [10, marina, 'i have tightened the cable'],
      [20, marina, 'does anyone know what it can be?'],
      [300, otto, 'the brake pads are worn', 1],
      [310, pedro, 'or the rim is wet', 2],
      [320, lucia, 'ask the shop at the corner', 3],
    ])
    expect(answersOf(rows)).toEqual([
      [4, 1, 'reply'],
      [5, 1, 'chain'],
      [6, 3, 'reply'],
    ])
  })

  it.each([
    'é possível sim, pelo aplicativo',
    'sem a chave não funciona',
    'the problem is the cable',
    "if it doesn't start, try the other socket",
    'no se puede sin la llave',
  ])(
    'of two people who talk may look like a problem or a question without its mark: %s',
    (said) => {
      const asks = 'A furadeira não liga, como resolvo isso?'
      const inRoom = talk([
        [0, marina, asks],
        [50, otto, said],
      ])
      expect(questionsOf(inRoom)).toEqual([[1, 'opening']])
      expect(answersOf(inRoom)).toEqual([[2, 1, 'next']])
      const asReply = talk([
        [0, marina, asks],
        [50, otto, said, 1],
      ])
      expect(questionsOf(asReply)).toEqual([[1, 'opening']])
      expect(answersOf(asReply)).toEqual([[2, 1, 'reply']])
    },
  )

  it('is not what another person has a problem with', () => {
    const rows = talk([
      [0, marina, 'A furadeira não liga, como resolvo isso?'],
      [50, otto, 'não consigo abrir a gaveta da serra'],
    ])
    expect(questionsOf(rows)).toEqual([
      [1, 'opening'],
      [2, 'opening'],
    ])
    expect(answersOf(rows)).toEqual([])
  })

  it.each(['o meu também parou de funcionar', 'same problem here', 'yo tampoco puedo entrar'])(
    'is not that it is the same with another: %s',
    (said) => {
      for (const replyTo of [undefined, 1]) {
        const rows = talk([
          [0, marina, 'A furadeira não liga, como resolvo isso?'],
          [50, otto, said, replyTo],
        ])
        expect(questionsOf(rows)).toEqual([[1, 'opening']])
        expect(answersOf(rows)).toEqual([])
      }
    },
  )

  it('may be to the picture that the question is about, sent just before', () => {
    const lines = (seconds: number): Line[] => [
      [0, marina, { photo }],
      [seconds, marina, 'o que significa essa luz vermelha?'],
      [seconds + 60, otto, 'falta água no reservatório', 1],
    ]
    expect(answersOf(talk(lines(120)))).toEqual([[3, 2, 'chain']])
    expect(answersOf(talk(lines(121)))).toEqual([[3, 1, 'reply']])
  })

  it('to any picture of an album answers the picture whose caption asks', () => {
    const picture = { photo, media_group_id: 'g1' }
    for (const caption of [
      'Que parafuso é esse?',
      'Which screw is this?',
      '¿Qué tornillo es este?',
    ]) {
      const rows = talk([
        [0, marina, picture],
        [0, marina, { ...picture, caption }],
        [1, marina, picture],
        [100, otto, 'M4, 12 mm', 3],
        [200, pedro, 'M4, A2', 1],
        [300, lucia, 'M4, DIN 912', 2],
      ])
      expect(questionsOf(rows)).toEqual([[2, 'opening']])
      expect(answersOf(rows)).toEqual([
        [4, 2, 'reply'],
        [5, 2, 'reply'],
        [6, 2, 'reply'],
      ])
    }
  })

  it('of one anonymous administrator to another is an answer', () => {
    const rows = talk([
      [0, anonymous, signed('Portaria', 'Quem abre o salão no sábado?')],
      [300, anonymous, signed('Síndico', 'Eu abro às nove'), 1],
    ])
    expect(questionsOf(rows)).toEqual([[1, 'opening']])
    expect(answersOf(rows)).toEqual([[2, 1, 'reply']])
  })

  it('to oneself is no answer', () => {
    const lines: Line[] = [
      [0, anonymous, signed('Portaria', 'Quem abre o salão no sábado?')],
      [300, anonymous, signed('Portaria', 'Eu mesmo abro'), 1],
      [900, marina, 'Which ink fits my printer?'],
      [1500, marina, 'The black one, says the manual', 3],
    ]
    expect(answersOf(talk(lines))).toEqual([])
  })

  it('from another topic is an answer', () => {
    const topic = (message_thread_id: number) => ({ message_thread_id, is_topic_message: true })
    const external_reply = {
      origin: { type: 'user', sender_user: marina, date: NOON },
      chat: group,
      message_id: 1,
    }
    const rows = talk([
      [0, marina, { text: 'Which ink fits my printer?', ...topic(5) }],
      [900, otto, { text: 'The black one', ...topic(9), external_reply }],
    ])
    expect(answersOf(rows)).toEqual([[2, 1, 'reply']])
    expect(rows[1]).toMatchObject({
      reply_to_message_id: 1,
      reply_to_sender_id: 21,
      to_sender_id: 21,
      answer_seconds: 900,
    })
  })

  it('to a message of another group is no answer', () => {
    const external_reply = {
      origin: { type: 'user', sender_user: marina, date: NOON },
      chat: { ...group, id: -100999 },
      message_id: 1,
    }
    const rows = talk([
      [0, marina, 'Which ink fits my printer?'],
      [9000, otto, { text: 'The black one', external_reply }],
    ])
    expect(answersOf(rows)).toEqual([])
  })

  it('on a later day is an answer', () => {
    const rows = talk([
      [0, marina, 'Which ink fits my printer?'],
      [3 * 86_400, otto, 'The black one', 1],
      [4 * 86_400, marina, 'and my own printer says so', 1],
    ])
    expect(answersOf(rows)).toEqual([[2, 1, 'reply']])
    expect(rows[1]).toMatchObject({ answer_seconds: 259_200 })
    expect(rows[2]).toMatchObject({ answer_seconds: null })
  })

  it('that is a command is no answer', () => {
    const rows = talk([
      [0, marina, 'Which ink fits my printer?'],
      [60, otto, '/solved', 1],
    ])
    expect(answersOf(rows)).toEqual([])
  })

  it('of a bot is an answer', () => {
    const rows = talk([
      [0, marina, 'Which ink fits my printer?'],
      [1, robot, 'The black one: see the manual', 1],
    ])
    expect(answersOf(rows)).toEqual([[2, 1, 'reply']])
  })

  it.each([
    '+1',
    'me too',
    'same here',
    'anyone?',
    'no idea',
    'haha',
    '👀',
    '...',
    'eu também',
    'também estou com isso',
    'alguém?',
    'não sei',
    'kkkkk',
    'yo también',
    'a mí me pasa lo mismo',
    '¿alguien?',
    'ni idea',
    'jajaja',
  ])('that says nothing is no answer: %s', (text) => {
    const rows = talk([
      [0, marina, 'A internet caiu depois da chuva, como resolvo?'],
      [60, otto, text, 1],
    ])
    expect(answersOf(rows)).toEqual([])
    expect(questionsOf(rows)).toEqual([[1, 'opening']])
  })

  it('that is a sticker or a dice is no answer, one that is a picture is', () => {
    const rows = talk([
      [0, marina, 'Which ink fits my printer?'],
      [60, otto, { sticker }, 1],
      [70, otto, { dice: { emoji: '🎲', value: 3 } }, 1],
      [80, otto, { photo }, 1],
      [90, pedro, { photo, caption: '👍' }, 1],
    ])
    expect(answersOf(rows)).toEqual([
      [4, 1, 'reply'],
      [5, 1, 'reply'],
    ])
  })
})

describe('an answer without reply', () => {
  it.each([
    [
      'Portuguese',
      'Como troco a resistência do chuveiro?',
      'Marina, desliga o disjuntor e solta dois parafusos',
    ],
    ['English', 'How do I change the shower head?', 'marina: turn it left with a wrench'],
    ['Spanish', '¿Cómo cambio la ducha?', '@marina_r gira a la izquierda con una llave'],
  ])('names the asker, in %s', (_, asks, answer) => {
    const rows = talk([
      [0, otto, 'it rains'],
      [10, marina, asks],
      [30, otto, 'bom jogo ontem, good game, buen partido ayer todos'],
      [610, pedro, answer],
    ])
    expect(answersOf(rows)).toEqual([[4, 2, 'name']])
    expect(rows[3]).toMatchObject({ to_sender_id: 21, answer_seconds: 600 })
  })

  it('names a person without username by a mention', () => {
    const text = 'well, Lucía, turn it left with a wrench'
    const entities = [{ type: 'text_mention', offset: 6, length: 5, user: lucia }]
    const rows = talk([
      [0, otto, 'it rains'],
      [10, lucia, 'How do I change the shower head?'],
      [30, otto, 'the game yesterday was a long one'],
      [600, pedro, { text, entities }],
    ])
    expect(rows[3]).toMatchObject({ to_sender_id: 23 })
    expect(answersOf(rows)).toEqual([[4, 2, 'name']])
  })

  it('names nobody when two people have the name', () => {
    const other = { ...otto, id: 30, first_name: 'Marina', username: 'other' }
    const rows = talk([
      [0, marina, 'How do I change the shower head?'],
      [10, other, 'the game yesterday was a long one'],
      [600, pedro, 'Marina, turn it left with a wrench'],
    ])
    expect(rows[2]).toMatchObject({ to_sender_id: null })
  })

  it.each([
    ['Portuguese', 'Otto, qual tinta serve na minha impressora?', 'a preta, de pigmento'],
    ['English', 'Otto, which ink fits my printer?', 'the black one, with pigment'],
    ['Spanish', 'Otto, ¿qué tinta usa mi impresora?', 'la negra, de pigmento'],
  ])('comes from who was asked, in %s', (_, asks, answer) => {
    const rows = talk([
      [0, marina, asks],
      [20, pedro, 'bom jogo ontem, good game, buen partido ayer todos'],
      [400, otto, answer],
    ])
    expect(answersOf(rows)).toEqual([[3, 1, 'asked']])
    expect(rows[2]).toMatchObject({ answer_seconds: 400 })
  })

  it.each([
    [
      'Portuguese',
      'cheguei agora em casa',
      'Marina, boa noite pra você',
      'Como limpo o filtro do aquário?',
      'com água morna, sem sabão',
    ],
    [
      'English',
      'just came home from work',
      'Marina, have a rest then',
      'How do I clean the aquarium filter?',
      'with warm water, no soap',
    ],
    [
      'Spanish',
      'acabo de llegar a casa',
      'Marina, descansa un rato',
      '¿Cómo limpio el filtro del acuario?',
      'con agua tibia, sin jabón',
    ],
  ])('comes from whom the asker was talking with, in %s', (_, first, second, asks, answer) => {
    const rows = talk([
      [0, marina, first],
      [20, otto, second],
      [50, marina, asks],
      [60, pedro, 'bom jogo ontem, good game, buen partido ayer todos'],
      [400, otto, answer],
    ])
    expect(answersOf(rows)).toContainEqual([5, 3, 'partner'])
  })

  it('comes from whom the asker addresses next', () => {
    const rows = talk([
      [0, pedro, 'it rains'],
      [10, marina, 'How do I clean the aquarium filter?'],
      [20, pedro, 'the game yesterday was a long one'],
      [400, otto, 'with warm water, no soap'],
      [420, marina, 'Otto, that sounds easy enough'],
    ])
    expect(answersOf(rows)).toEqual([[4, 2, 'named']])
  })

  it.each([
    ['Portuguese', 'Que aplicativo lê livros em voz alta?', 'o Voz Livre, de graça'],
    ['English', 'Which app reads books aloud?', 'Free Voice, costs nothing'],
    ['Spanish', '¿Qué aplicación lee libros en voz alta?', 'Voz Libre, no cuesta nada'],
  ])('comes next in a quiet room, in %s', (_, asks, answer) => {
    const rows = talk([
      [0, marina, asks],
      [50, otto, answer],
      [60, pedro, 'we had rain all the weekend here'],
    ])
    expect(answersOf(rows)).toEqual([[2, 1, 'next']])
    expect(rows[1]).toMatchObject({ answer_seconds: 50, to_sender_id: null })
  })

  it('comes next after what answers nothing', () => {
    for (const nothing of [{ sticker }, '+1', '👍']) {
      const rows = talk([
        [0, marina, 'Which app reads books aloud?'],
        [20, pedro, nothing],
        [50, otto, 'Free Voice, costs nothing'],
      ])
      expect(answersOf(rows)).toEqual([[3, 1, 'next']])
    }
  })

  it('does not come next after long, or while others talk', () => {
    const asks = 'Which app reads books aloud?'
    expect(
      answersOf(
        talk([
          [0, marina, asks],
          [HOUR, otto, 'we had rain all the weekend here'],
        ]),
      ),
    ).toEqual([])
    expect(
      answersOf(
        talk([
          [0, pedro, 'it rains'],
          [10, marina, asks],
          [20, otto, 'we had rain all the weekend here'],
        ]),
      ),
    ).toEqual([])
  })

  it('is the likeliest of several, not the first', () => {
    const rows = talk([
      [0, otto, 'Lucía, bom jogo ontem'],
      [10, marina, 'How do I clean the aquarium filter?'],
      [12, pedro, 'Marina, hold on'],
      [40, otto, 'Marina, with warm water, no soap'],
      [60, marina, 'Otto, that sounds easy enough'],
    ])
    expect(answersOf(rows)).toEqual([[4, 2, 'name']])
  })

  it('goes to the latest doubt of the asker', () => {
    const rows = talk([
      [0, marina, 'How do I clean the aquarium filter?'],
      [30, pedro, 'Marina, with warm water, no soap'],
      [400, marina, 'hey all, does anyone know which app reads books aloud?'],
      [420, otto, 'Marina, Free Voice, costs nothing'],
    ])
    expect(answersOf(rows)).toEqual([
      [2, 1, 'name'],
      [4, 3, 'name'],
    ])
  })

  it('may come from the person whom the asker had talked with in the hour before', () => {
    const rows = talk([
      [0, otto, 'Marina, the aquarium looks good'],
      [1800, marina, 'How do I clean the aquarium filter?'],
      [1830, otto, 'with warm water, no soap'],
    ])
    expect(answersOf(rows)).toEqual([[3, 2, 'partner']])
  })

  it('is one message for one question', () => {
    const rows = talk([
      [0, marina, 'Otto, which ink fits my printer?'],
      [10, pedro, 'Otto, which app reads books aloud?'],
      [60, otto, 'Pedro: Free Voice, costs nothing'],
    ])
    expect(answersOf(rows)).toEqual([[3, 2, 'asked']])
  })

  it('is not looked for when somebody replied', () => {
    const rows = talk([
      [0, marina, 'Which app reads books aloud?'],
      [20, otto, 'we had rain all the weekend here'],
      [400, pedro, 'Free Voice, costs nothing', 1],
    ])
    expect(answersOf(rows)).toEqual([[3, 1, 'reply']])
  })

  it('is no question of somebody else to all', () => {
    const rows = talk([
      [0, marina, 'Which app reads books aloud?'],
      [20, otto, 'does anyone know a good dentist downtown?'],
    ])
    expect(answersOf(rows)).toEqual([])
  })

  it.each(['+1', 'me too', 'eu também', 'yo también', 'anyone?', '🤷'])(
    'is more than %s',
    (text) => {
      const rows = talk([
        [0, marina, 'Which app reads books aloud?'],
        [20, otto, text],
      ])
      expect(answersOf(rows)).toEqual([])
    },
  )

  it('is no command, no sticker and no message of a bot', () => {
    const rows = talk([
      [0, marina, 'Which app reads books aloud?'],
      [10, otto, '/books'],
      [11, robot, 'Free Voice, costs nothing'],
      [12, pedro, { sticker }],
    ])
    expect(answersOf(rows)).toEqual([])
  })

  it('stays within the topic', () => {
    const topic = (message_thread_id: number) => ({ message_thread_id, is_topic_message: true })
    const rows = talk([
      [0, marina, { text: 'Which app reads books aloud?', ...topic(5) }],
      [20, otto, { text: 'Free Voice, costs nothing', ...topic(9) }],
    ])
    expect(answersOf(rows)).toEqual([])
  })

  /** A doubt, others' messages at the same pace, and an answer with the asker's name. */
  function talkOfOthers(messages: number, seconds: number, answer: string) {
    const others = Array.from({ length: messages }, (_, index): Line => {
      const at = Math.floor((seconds * (index + 1)) / (messages + 1))
      return [at, index % 2 === 0 ? lucia : pedro, `so we painted the fence, part ${index}`]
    })
    return answersOf(
      talk([
        [-5, lucia, 'so we painted the fence first'],
        [0, marina, 'how do I unlock the bike?'],
        ...others,
        [seconds, otto, answer],
      ]),
    )
  }

  it('is found behind forty messages within four minutes when it names the asker', () => {
    expect(talkOfOthers(39, 240, 'Marina: turn the key twice')).toEqual([[42, 2, 'name']])
    expect(talkOfOthers(40, 240, 'Marina: turn the key twice')).toEqual([])
    expect(talkOfOthers(39, 240, 'turn the key twice')).toEqual([])
  })

  it('is found behind fifteen messages after four minutes', () => {
    expect(talkOfOthers(14, 241, 'Marina: turn the key twice')).toEqual([[17, 2, 'name']])
    expect(talkOfOthers(15, 241, 'Marina: turn the key twice')).toEqual([])
  })

  it('stays within the day', () => {
    const midnight = 12 * HOUR
    const rows = talk([
      [midnight - 20, marina, 'Which app reads books aloud?'],
      [midnight + 20, otto, 'Marina, Free Voice, costs nothing'],
    ])
    expect(answersOf(rows)).toEqual([])
  })

  it('follows the time of messages, not their numbers', () => {
    const rows = talk([
      [50, otto, 'Free Voice, costs nothing'],
      [0, marina, 'Which app reads books aloud?'],
    ])
    expect(answersOf(rows)).toEqual([[1, 2, 'next']])
  })
})

describe('a confirmation', () => {
  it.each([
    ['Portuguese', 'Como desligo o alarme da casa?', 'Aperta os dois botões juntos', 'obrigada!'],
    ['Portuguese', 'Como desligo o alarme da casa?', 'Aperta os dois botões juntos', 'deu certo'],
    ['English', 'How do I stop the house alarm?', 'Press both buttons together', 'thank you'],
    ['English', 'How do I stop the house alarm?', 'Press both buttons together', 'it works'],
    ['Spanish', '¿Cómo apago la alarma de la casa?', 'Aprieta los dos botones', 'muchas gracias'],
    ['Spanish', '¿Cómo apago la alarma de la casa?', 'Aprieta los dos botones', 'ya funciona'],
  ])('is the asker’s, in %s: %s %s %s', (_, asks, answer, thanks) => {
    const rows = talk([
      [0, marina, asks],
      [60, otto, answer, 1],
      [120, marina, thanks],
    ])
    expect(confirmationsOf(rows)).toEqual([[3, 1]])
    expect(answersOf(rows)).toEqual([[2, 1, 'reply']])
  })

  it('names the first question of a burst', () => {
    const rows = talk([
      [0, marina, 'my bicycle does not work anymore'],
      [10, marina, 'does anyone know what it can be?'],
      [300, otto, 'the brake pads are worn', 2],
      [400, marina, 'thanks!', 3],
    ])
    expect(confirmationsOf(rows)).toEqual([[4, 1]])
  })

  it('is not somebody else’s', () => {
    const rows = talk([
      [0, marina, 'How do I stop the house alarm?'],
      [60, otto, 'Press both buttons together', 1],
      [120, pedro, 'thank you'],
    ])
    expect(confirmationsOf(rows)).toEqual([])
  })

  it.each([
    'thanks, but it still rings',
    'obrigada, mas não funcionou',
    'gracias, pero sigue igual',
    'thanks in advance',
    'obrigada desde já',
    'gracias de antemano',
  ])('is none when it is taken back: %s', (text) => {
    const rows = talk([
      [0, marina, 'How do I stop the house alarm?'],
      [60, otto, 'Press both buttons together', 1],
      [120, marina, text],
    ])
    expect(confirmationsOf(rows)).toEqual([])
  })

  it('comes within half an hour', () => {
    const lines = (seconds: number): Line[] => [
      [0, marina, 'How do I stop the house alarm?'],
      [60, otto, 'Press both buttons together', 1],
      [seconds, marina, 'thank you'],
    ]
    expect(confirmationsOf(talk(lines(60 + 1800)))).toEqual([[3, 1]])
    expect(confirmationsOf(talk(lines(60 + 1801)))).toEqual([])
  })

  it('needs an answer when it only thanks, and none when it says that it works', () => {
    const lines = (text: string): Line[] => [
      [0, marina, 'How do I stop the house alarm?'],
      [300, marina, text],
    ]
    expect(confirmationsOf(talk(lines('thank you')))).toEqual([])
    expect(confirmationsOf(talk(lines('it works now')))).toEqual([[2, 1]])
  })

  it('is told only once', () => {
    const rows = talk([
      [0, marina, 'How do I stop the house alarm?'],
      [60, otto, 'Press both buttons together', 1],
      [120, marina, 'it works now'],
      [130, marina, 'thank you'],
    ])
    expect(confirmationsOf(rows)).toEqual([[3, 1]])
  })

  it('is that of one anonymous administrator, not of another', () => {
    const lines = (who: string): Line[] => [
      [0, anonymous, signed('Portaria', 'Como desligo o alarme da casa?')],
      [60, otto, 'Aperta os dois botões juntos', 1],
      [120, anonymous, signed(who, 'obrigado!')],
    ]
    expect(confirmationsOf(talk(lines('Portaria')))).toEqual([[3, 1]])
    expect(confirmationsOf(talk(lines('Síndico')))).toEqual([])
  })
})

describe('the name of a topic', () => {
  const inTopic = { message_thread_id: 40, is_topic_message: true }
  const created = (name: string) => ({
    ...inTopic,
    forum_topic_created: { name, icon_color: 7322096 },
  })
  const namesOf = (lines: readonly Line[]) => talk(lines).map(({ topic_name }) => topic_name)

  it('is the latest one of the day, and its messages of naming keep theirs', () => {
    expect(
      namesOf([
        [0, marina, created('Ink')],
        [10, otto, { text: 'hi', ...inTopic }],
        [20, marina, { ...inTopic, forum_topic_edited: { name: 'Ink and paper' } }],
        [30, pedro, { text: 'hello', ...inTopic }],
        [40, pedro, 'outside'],
      ]),
    ).toEqual(['Ink', 'Ink and paper', 'Ink and paper', 'Ink and paper', null])
  })

  it('comes from the creation that Telegram attaches to a message', () => {
    const reply_to_message = {
      message_id: 40,
      date: NOON - 99,
      chat: group,
      from: marina,
      ...created('Ink'),
    }
    expect(
      namesOf([
        [0, otto, { text: 'hi', ...inTopic, reply_to_message }],
        [10, otto, { text: 'which ink?', ...inTopic }],
        [20, otto, { text: 'which?', message_thread_id: 41, is_topic_message: true }],
      ]),
    ).toEqual(['Ink', 'Ink', null])
  })

  it('does not change with the icon', () => {
    const reply_to_message = {
      message_id: 40,
      date: NOON - 99,
      chat: group,
      from: marina,
      ...created('Ink'),
    }
    const inTheTopic = { ...inTopic, reply_to_message }
    expect(
      namesOf([
        [0, marina, { ...inTheTopic, forum_topic_edited: { name: 'Paper' } }],
        [10, marina, { ...inTheTopic, forum_topic_edited: { icon_custom_emoji_id: '5' } }],
        [20, otto, { ...inTheTopic, text: 'hi' }],
      ])[2],
    ).toBe('Paper')
  })

  it('is null for a day that does not tell it', () => {
    expect(namesOf([[0, otto, { text: 'hi', ...inTopic }]])).toEqual([null])
  })
})
