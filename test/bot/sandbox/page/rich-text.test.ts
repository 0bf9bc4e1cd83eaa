import { describe, expect, it } from 'vitest'

interface Element {
  readonly type: unknown
  readonly props: { readonly children?: unknown }
}

// The page's modules have no types of their own.
const page = '../../../../bot/sandbox/page/rich-text.js'
const { RichText } = (await import(page)) as { RichText(props: object): Element }

/** What stands there, as tags and text. */
function markup(node: unknown): string {
  if (Array.isArray(node)) return node.map(markup).join('')
  if (typeof node === 'string') return node
  const { type, props } = node as Element
  if (typeof type !== 'string') throw new Error(`not a tag: ${String(type)}`)
  return `<${type}>${markup(props.children ?? [])}</${type}>`
}

const shown = (type: string) =>
  markup(RichText({ text: 'one two', entities: [{ type, offset: 0, length: 3 }] }))

describe('a text with entities', () => {
  it('is shown with their tags', () => {
    expect(shown('bold')).toBe('<span><strong>one</strong> two</span>')
  })

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', 'new_kind'])(
    'is shown plain where the type says nothing: %s',
    (type) => {
      expect(shown(type)).toBe('<span>one two</span>')
    },
  )
})
