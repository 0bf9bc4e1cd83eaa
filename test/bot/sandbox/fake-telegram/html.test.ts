import { describe, expect, it } from 'vitest'
import { errorOf, lakeGroup } from './helpers.ts'

async function sent(html: string) {
  const { call } = await lakeGroup()
  const answer = await call('sendMessage', { chat_id: -1001, text: html, parse_mode: 'HTML' })
  return answer.ok
    ? { text: answer.result.text, entities: answer.result.entities }
    : errorOf(answer)
}

const broken = "400 Bad Request: can't parse entities:"

describe('parse_mode HTML', () => {
  it.each([
    ['<b>Ana</b> &lt;3', 'Ana <3', [{ type: 'bold', offset: 0, length: 3 }]],
    [
      '<i>é</i><u>😀</u>x',
      'é😀x',
      [
        { type: 'italic', offset: 0, length: 1 },
        { type: 'underline', offset: 1, length: 2 },
      ],
    ],
    ['a &amp; b &quot;c&quot; &#33;', 'a & b "c" !', undefined],
    [
      '<a href="https://t.me/c/1/2">ver</a>',
      'ver',
      [{ type: 'text_link', offset: 0, length: 3, url: 'https://t.me/c/1/2' }],
    ],
    ['<pre>  a\n b</pre>', '  a\n b', [{ type: 'pre', offset: 0, length: 6 }]],
    [
      '<pre><code class="language-sql">select 1</code></pre>',
      'select 1',
      [{ type: 'pre', offset: 0, length: 8, language: 'sql' }],
    ],
    ['<pre><code>x y</code></pre>', 'x y', [{ type: 'pre', offset: 0, length: 3 }]],
    [
      '<blockquote expandable>fim</blockquote>',
      'fim',
      [{ type: 'expandable_blockquote', offset: 0, length: 3 }],
    ],
    [
      '<tg-spoiler>x</tg-spoiler><span class="tg-spoiler">y</span>',
      'xy',
      [
        { type: 'spoiler', offset: 0, length: 1 },
        { type: 'spoiler', offset: 1, length: 1 },
      ],
    ],
    ['  \n<s>x</s>  ', 'x', [{ type: 'strikethrough', offset: 0, length: 1 }]],
    ['&copy; &nope;', '&copy; &nope;', undefined],
  ])('turns %s into text and entities', async (html, text, entities) => {
    expect(await sent(html)).toEqual({ text, entities })
  })

  it('takes other formatting off inside pre and code', async () => {
    expect(await sent('<b>a <code>b</code> c</b>')).toEqual({
      text: 'a b c',
      entities: [
        { type: 'bold', offset: 0, length: 2 },
        { type: 'code', offset: 2, length: 1 },
        { type: 'bold', offset: 3, length: 2 },
      ],
    })
    expect(await sent('<pre>a <b>b</b></pre>')).toEqual({
      text: 'a b',
      entities: [{ type: 'pre', offset: 0, length: 3 }],
    })
  })

  it.each([
    ['é <table>', `${broken} Unsupported start tag "table" at byte offset 3`],
    ['1 <2', `${broken} Unclosed start tag at byte offset 2`],
    ['1 < 2 >', `${broken} Unsupported start tag "" at byte offset 2`],
    ['<b>x', `${broken} Can't find end tag corresponding to start tag "b"`],
    ['x</b>', `${broken} Unexpected end tag at byte offset 1`],
    [
      '<b><i>x</b></i>',
      `${broken} Unmatched end tag at byte offset 7, expected "</i>", found "</b>"`,
    ],
    ['<b>x</b', `${broken} Unclosed end tag at byte offset 4`],
    [
      '<span class="x">y</span>',
      `${broken} Tag "span" must have class "tg-spoiler" at byte offset 0`,
    ],
    ['<a href=http://x.com>y</a>', `${broken} Unexpected end of name token at byte offset 8`],
    ['<b></b>', '400 Bad Request: message text is empty'],
  ])('refuses %s', async (html, error) => {
    expect(await sent(html)).toBe(error)
  })

  it('turns a link to a user into a mention, and drops it for a stranger', async () => {
    expect(await sent('<a href="tg://user?id=11">Bia</a> <a href="tg://user?id=99">X</a>')).toEqual(
      {
        text: 'Bia X',
        entities: [
          {
            type: 'text_mention',
            offset: 0,
            length: 3,
            user: { id: 11, is_bot: false, first_name: 'Bia', username: 'bialima' },
          },
        ],
      },
    )
  })

  it('refuses MarkdownV2 by name, since the stand-in does not know it', async () => {
    const { call } = await lakeGroup()
    const answer = await call('sendMessage', {
      chat_id: -1001,
      text: '*x*',
      parse_mode: 'MarkdownV2',
    })
    expect(errorOf(answer)).toBe(
      '400 Bad Request: this stand-in does not support parse_mode MarkdownV2: use HTML',
    )
  })
})

describe('entities that Telegram finds by itself', () => {
  it.each([
    ['/stats@lake_bot 7d', [{ type: 'bot_command', offset: 0, length: 15 }]],
    [
      'Vê @bialima: https://a.io/x?y=1, ok',
      [
        { type: 'mention', offset: 3, length: 8 },
        { type: 'url', offset: 13, length: 18 },
      ],
    ],
    [
      't.me/lake e a@b.com',
      [
        { type: 'url', offset: 0, length: 9 },
        { type: 'email', offset: 12, length: 7 },
      ],
    ],
    ['#dúvida 2', [{ type: 'hashtag', offset: 0, length: 7 }]],
    ['e/ou 1/2 fim.Sim', undefined],
    ['(https://a.com)', [{ type: 'url', offset: 1, length: 13 }]],
  ])('in %s', async (text, entities) => {
    const { actor } = await lakeGroup()
    expect(actor.send(-1001, 11, text).entities).toEqual(entities)
  })

  it('are not looked for inside code', async () => {
    expect(await sent('<code>/stats</code> /help')).toEqual({
      text: '/stats /help',
      entities: [
        { type: 'code', offset: 0, length: 6 },
        { type: 'bot_command', offset: 7, length: 5 },
      ],
    })
  })
})
