// What people write is shown, and never runs: neither as a tag, nor as an attribute, nor as a link.
import { readdirSync, readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

interface Node {
  readonly type: string
  readonly props: Readonly<Record<string, unknown>>
}

const folder = '../../../../bot/sandbox/page'
// The page's modules have no types of their own.
const { RichText } = (await import(`${folder}/rich-text.js`)) as {
  RichText(props: object): unknown
}
const { Keyboard } = (await import(`${folder}/keyboard.js`)) as { Keyboard(props: object): unknown }

/** Every element in what a component returns. */
function elements(node: unknown): Node[] {
  if (Array.isArray(node)) return node.flatMap(elements)
  if (typeof node !== 'object' || node === null) return []
  return [node as Node, ...elements((node as Node).props.children)]
}

function textIn(node: unknown): string {
  if (Array.isArray(node)) return node.map(textIn).join('')
  if (typeof node !== 'object' || node === null) return String(node ?? '')
  return textIn((node as Node).props.children)
}

const markup = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<svg><script href="data:,alert(1)"/></svg>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  '<math><mtext></p><style><img src=x onerror=alert(1)>',
  '</span><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  `' onmouseover='alert(1)`,
  '" autofocus onfocus="alert(1)',
  '<template><script>alert(1)</script></template>',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
  '<form action="https://evil.example"><button>x</button></form>',
  '<style>@import "https://evil.example"</style>',
  '<link rel=stylesheet href=https://evil.example>',
  '<object data="data:text/html,<script>alert(1)</script>"></object>',
  '<!--<img src="--><img src=x onerror=alert(1)>">',
  '<![CDATA[<script>alert(1)</script>]]>',
  '${alert(1)}',
  '{{constructor.constructor("alert(1)")()}}',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;',
  '\u003cscript\u003ealert(1)\u003c/script\u003e',
  '\u{e003c}script\u{e003e}',
  '\0<scr\0ipt>alert(1)</scr\0ipt>',
]

const addresses = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  '\u0001javascript:alert(1)',
  'java\nscript:alert(1)',
  'java\tscript:alert(1)',
  'javascript\n:alert(1)',
  'javascript://t.me/%0aalert(1)',
  'data:text/html,<script>alert(1)</script>',
  'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
  'vbscript:msgbox(1)',
  'blob:https://t.me/x',
  'filesystem:https://t.me/x',
  'file:///etc/passwd',
  'view-source:https://t.me',
  'about:blank',
  'ws://evil.example',
  'intent://x#Intent;end',
  '',
]

const kinds = [
  ...['bold', 'code', 'pre', 'blockquote', 'spoiler', 'mention', 'text_mention', 'hashtag', 'url'],
  ...['email', 'bot_command', 'custom_emoji', 'script', 'iframe', 'style', 'constructor'],
]

const tags = ['span', 'strong', 'code', 'pre', 'blockquote', 'button', 'a']

describe('markup in a text', () => {
  it.each(markup)('is text: %s', (text) => {
    for (const type of kinds) {
      const entities = [{ type, offset: 0, length: text.length }]
      const shown = RichText({ text, entities })
      expect(textIn(shown).trim()).toBe(text.trim())
      for (const { type: tag, props } of elements(shown)) {
        expect(tags).toContain(tag)
        expect(Object.keys(props)).not.toContain('dangerouslySetInnerHTML')
        for (const value of Object.values(props)) {
          if (typeof value === 'string') expect(value).not.toMatch(/^\s*(java|vb)script:/i)
        }
      }
    }
  })
})

const linksIn = (shown: unknown) =>
  elements(shown).flatMap(({ type, props }) => (type === 'a' ? [props.href] : []))

/** Where a link may lead. */
const WEB = /^(https?:\/\/|mailto:)/

describe('an address that must not be followed', () => {
  it.each(addresses)('is no link in a text: %j', (url) => {
    const link = { type: 'text_link', offset: 0, length: 4, url }
    expect(textIn(RichText({ text: 'text', entities: [link] }))).toBe('text')
    const shown = [
      RichText({ text: 'text', entities: [link] }),
      RichText({ text: url, entities: [{ type: 'url', offset: 0, length: url.length }] }),
      RichText({ text: url, entities: [{ type: 'email', offset: 0, length: url.length }] }),
    ]
    for (const href of linksIn(shown)) expect(href).toMatch(WEB)
  })

  it.each(addresses)('is no link on a button: %j', (url) => {
    const message = { message_id: 1, reply_markup: { inline_keyboard: [[{ text: 'text', url }]] } }
    const shown = Keyboard({ message, person: { user: { id: 1 } }, presses: {} })
    expect(textIn(shown)).toMatch(/^\s*text\s*$/)
    for (const href of linksIn(shown)) if (href !== undefined) expect(href).toMatch(WEB)
  })

  it.each(['https://t.me/x', 'http://example.org/a?b=c', 'example.org'])(
    'others are: %s',
    (url) => {
      const shown = RichText({
        text: url,
        entities: [{ type: 'url', offset: 0, length: url.length }],
      })
      expect(linksIn(shown)).toEqual([new URL(url.includes(':') ? url : `https://${url}`).href])
    },
  )
})

describe('the modules of the page', () => {
  const files = readdirSync(new URL(folder, `${import.meta.url}`))
    .filter((name) => /\.(js|html)$/.test(name))
    .map((name) => [name, readFileSync(new URL(`${folder}/${name}`, import.meta.url), 'utf8')])

  it.each(files)('read no text as HTML or code: %s', (_, source) => {
    expect(source).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|\beval\(|new Function|srcdoc|createContextualFragment|DOMParser|setTimeout\(['"`]/,
    )
  })
})
