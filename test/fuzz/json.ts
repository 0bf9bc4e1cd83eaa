// JSON values as trees, so that what JavaScript cannot hold stays as it is: digits beyond 2^53, fields named
// `__proto__`, the same field twice.

export type Tree =
  | { readonly literal: string }
  | { readonly items: readonly Tree[] }
  | { readonly entries: readonly (readonly [name: string, value: Tree])[] }

export function treeOf(value: unknown): Tree {
  if (Array.isArray(value)) return { items: value.map(treeOf) }
  if (typeof value !== 'object' || value === null) return { literal: JSON.stringify(value) }
  return { entries: Object.entries(value).map(([name, each]) => [name, treeOf(each)] as const) }
}

export function textOf(tree: Tree): string {
  if ('literal' in tree) return tree.literal
  if ('items' in tree) return `[${tree.items.map(textOf).join(',')}]`
  return `{${tree.entries.map(([name, value]) => `${JSON.stringify(name)}:${textOf(value)}`).join(',')}}`
}

export type Edit =
  | { readonly kind: 'replace' | 'append'; readonly value: Tree; readonly name: string }
  | { readonly kind: 'delete' | 'repeat' }
  | { readonly kind: 'rename'; readonly name: string }
  | { readonly kind: 'wrap'; readonly depth: number }

/** The tree with one place in it edited; `path` says where, whatever the tree looks like. */
export function edited(tree: Tree, path: readonly number[], edit: Edit): Tree {
  const [index, ...rest] = path
  const isHere = 'literal' in tree || index === undefined
  if (isHere) return atValue(tree, edit)
  const parts: readonly (readonly [string, Tree])[] =
    'items' in tree ? tree.items.map((item) => ['', item] as const) : tree.entries
  if (parts.length === 0) return atValue(tree, edit)
  const at = index % parts.length
  const changed = parts.flatMap((part, position): (readonly [string, Tree])[] => {
    if (position !== at) return [part]
    const [name, value] = part
    if (rest.length > 0) return [[name, edited(value, rest, edit)]]
    if (edit.kind === 'delete') return []
    if (edit.kind === 'repeat') return [part, part]
    if (edit.kind === 'rename') return [[edit.name, value]]
    return [[name, atValue(value, edit)]]
  })
  return 'items' in tree ? { items: changed.map(([, item]) => item) } : { entries: changed }
}

function atValue(tree: Tree, edit: Edit): Tree {
  if (edit.kind === 'replace') return edit.value
  if (edit.kind === 'append') {
    if ('entries' in tree) return { entries: [...tree.entries, [edit.name, edit.value]] }
    if ('items' in tree) return { items: [...tree.items, edit.value] }
  }
  if (edit.kind === 'wrap') {
    return { literal: '['.repeat(edit.depth) + textOf(tree) + ']'.repeat(edit.depth) }
  }
  return tree
}
