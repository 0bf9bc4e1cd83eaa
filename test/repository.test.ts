import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const git = (...args: string[]) =>
  execFileSync('git', args, { encoding: 'utf8' }).split('\0').filter(Boolean)

/** Committed files, and those the next `git add` would include. */
const files = git('ls-files', '-z', '--cached', '--others', '--exclude-standard')
const isText = (file: string) => !/\.(gz|png|ttf|woff2?|parquet)$/.test(file)

describe('the repository', () => {
  it('has only the allowed files and folders at its top level', () => {
    const tops = [...new Set(files.map((file) => file.split('/')[0] ?? ''))]
    const folders = ['bot', 'etl', 'infra', 'sql', 'test']
    const allowed = [
      ...folders,
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'README.md',
      'LICENSE',
      'SECURITY.md',
    ]
    const others = tops.filter((name) => !allowed.includes(name) && !name.startsWith('.'))
    for (const name of others) expect(name).toMatch(/^[\w.-]+\.config\.[jt]s$/)
    const folderNames = new Set(
      files.filter((file) => file.includes('/')).map((file) => file.split('/')[0] ?? ''),
    )
    expect(
      [...folderNames].filter((name) => !name.startsWith('.') && !folders.includes(name)),
    ).toEqual([])
  })

  it('does not mention local paths', () => {
    const places = [dirname(resolve('.')), homedir()].filter((place) => place.length > 2)
    const patterns = places.map(
      (place) => new RegExp(`(?<![\\w.-])${place.replaceAll(/[^\w/]/g, '\\$&')}/`),
    )
    const naming = files.filter(isText).filter((file) => {
      const text = readFileSync(file, 'utf8')
      return patterns.some((pattern) => pattern.test(text))
    })
    expect(naming).toEqual([])
  })

  it('does not mention registry hosts or download URLs', () => {
    expect(readFileSync('package-lock.json', 'utf8')).not.toMatch(/"resolved":\s*"https?:/)
    const naming = files
      .filter(isText)
      .filter((file) =>
        /https?:\/\/[\w.-]*(registry|npmjs)[\w.-]*/.test(readFileSync(file, 'utf8')),
      )
    expect(naming).toEqual([])
    expect(readFileSync('.npmrc', 'utf8')).not.toMatch(/registry\s*=\s*http/)
  })

  it('pins every dependency to an exact version', () => {
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync('package.json', 'utf8'),
    ) as Record<string, Record<string, string>>
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      expect(`${name} ${version}`).toMatch(/ \d+\.\d+\.\d+(-[\w.]+)?$/)
  })

  it('keeps the attribution next to the sample', () => {
    const readme = readFileSync('bot/sandbox/sample/README.md', 'utf8')
    expect(readme).toMatch(/Kummerfeld/)
    expect(readme).toMatch(/creativecommons\.org\/licenses\/by\/4\.0/)
    expect(readFileSync('bot/sandbox/sample/ubuntu.ndjson.gz').length).toBeLessThanOrEqual(
      2 * 2 ** 20,
    )
  })

  it('has no skipped, focused or todo tests', () => {
    const word = ['only', 'skip', 'todo'].join('|')
    const pattern = new RegExp(`\\b(it|test|describe)\\.(${word})\\b`)
    const found = files
      .filter((file) => file.startsWith('test/') && file.endsWith('.ts'))
      .filter((file) => pattern.test(readFileSync(file, 'utf8')))
    expect(found).toEqual([])
  })
})

describe('the import graph', () => {
  it('has no circle, imports of types included', () => {
    const sources = files.filter((file) => file.endsWith('.ts') && existsSync(file))
    expect(circleIn(new Map(sources.map((file) => [file, importsOf(file)])))).toEqual([])
  })
})

describe('what runs without the development packages', () => {
  it('imports nothing of them', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      dependencies: Record<string, string>
    }
    const running = reachableFrom('bot/lake.js')
    expect(running).toContain('etl/parquet.ts')
    const packages = new Set(running.flatMap((file) => packagesOf(file)))
    expect([...packages].filter((name) => !Object.hasOwn(dependencies, name))).toEqual([])
    expect(packages).toContain('@duckdb/node-api')
  })
})

/** The files that a file imports, as paths from the project's folder. */
function importsOf(file: string): string[] {
  return specifiersOf(file)
    .filter(({ name }) => name.startsWith('.'))
    .map(({ name }) => join(dirname(file), name))
    .filter((path) => /\.[jt]s$/.test(path) && !path.endsWith('.d.ts'))
}

/** The packages that a file needs when it runs. */
function packagesOf(file: string): string[] {
  return specifiersOf(file)
    .filter(({ name, isType }) => !isType && !name.startsWith('.') && !name.startsWith('node:'))
    .map(({ name }) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'))
}

/** The files that are loaded when this one runs, now or later. */
function reachableFrom(entry: string): string[] {
  const reached = new Set([entry])
  for (const file of reached) for (const next of importsOf(file)) reached.add(next)
  return [...reached]
}

/** What a file imports or exports from elsewhere, also in the course of its work (`import()`). */
function specifiersOf(file: string): { name: string; isType: boolean }[] {
  const found: { name: string; isType: boolean }[] = []
  const add = (node: ts.Node | undefined, isType: boolean) => {
    if (node && ts.isStringLiteral(node)) found.push({ name: node.text, isType })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, isTypeImport(node.importClause))
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly)
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false)
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest))
  return found
}

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false
  const { namedBindings } = clause
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  if (clause.name || !namedBindings || !ts.isNamedImports(namedBindings)) return false
  return namedBindings.elements.every(({ isTypeOnly }) => isTypeOnly)
}

/** Files that import one another in a circle, in order; empty when there is none. */
function circleIn(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>()
  function visit(file: string, path: readonly string[]): string[] {
    if (path.includes(file)) return path.slice(path.indexOf(file))
    if (done.has(file)) return []
    for (const next of imports.get(file) ?? []) {
      const circle = visit(next, [...path, file])
      if (circle.length > 0) return circle
    }
    done.add(file)
    return []
  }
  for (const file of imports.keys()) {
    const circle = visit(file, [])
    if (circle.length > 0) return circle
  }
  return []
}
