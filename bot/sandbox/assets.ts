import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('./page', import.meta.url))
const { resolve } = createRequire(import.meta.url)

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  ttf: 'font/ttf',
}

/** Modules for browsers lie beside those for Node. */
const browserModule = (name: string) => resolve(name).replace(/\.js$/, '.module.js')
const font = (name: string, file: string) => join(dirname(resolve(`${name}/package.json`)), file)

/** Path → file: what the page is made of, and the packages that it uses. Nothing else can be read. */
const files: ReadonlyMap<string, string> = new Map([
  ['/', join(folder, 'index.html')],
  ...readdirSync(folder).map((name): [string, string] => [`/${name}`, join(folder, name)]),
  ['/vendor/preact.js', browserModule('preact')],
  ['/vendor/preact-hooks.js', browserModule('preact/hooks')],
  ['/vendor/htm.js', browserModule('htm')],
  ['/vendor/htm-preact.js', browserModule('htm/preact')],
  [
    '/vendor/noto-sans-400.ttf',
    font('@expo-google-fonts/noto-sans', '400Regular/NotoSans_400Regular.ttf'),
  ],
  [
    '/vendor/noto-sans-600.ttf',
    font('@expo-google-fonts/noto-sans', '600SemiBold/NotoSans_600SemiBold.ttf'),
  ],
  [
    '/vendor/noto-color-emoji.ttf',
    font('@expo-google-fonts/noto-color-emoji', '400Regular/NotoColorEmoji_400Regular.ttf'),
  ],
])

export interface Asset {
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** The file behind a path of the page; undefined when there is none. */
export async function loadAsset(path: string): Promise<Asset | undefined> {
  const file = files.get(path)
  if (file === undefined) return undefined
  const body = await readFile(file)
  const type = types[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream'
  return {
    body,
    headers: {
      'Content-Type': type,
      'Cache-Control': path.startsWith('/vendor/') ? 'max-age=3600' : 'no-cache',
      ...(type.startsWith('text/html') && { 'Content-Security-Policy': policy(body.toString()) }),
    },
  }
}

/** Everything comes from this program; the one script in the document itself (the import map) by its hash. */
function policy(html: string): string {
  const inline = [...html.matchAll(/<script type="importmap">([^]*?)<\/script>/g)]
    .map(([, script = '']) => ` 'sha256-${createHash('sha256').update(script).digest('base64')}'`)
    .join('')
  return [
    `default-src 'self'`,
    `script-src 'self'${inline}`,
    `style-src 'self'`,
    `img-src 'self'`,
    `connect-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ')
}

/** Of every answer to the page. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': `default-src 'none'; frame-ancestors 'none'`,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
}
