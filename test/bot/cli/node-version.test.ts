import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { Linter } from 'eslint'
import { describe, expect, it } from 'vitest'

import { outcome } from '../../helpers/cli.ts'
import { tempFolder } from '../../helpers/temp.ts'

/** Runs `lake --help` on this Node, which calls itself `version`. */
function lakeOn(version: string, env: Record<string, string> = {}) {
  const standIn = join(tempFolder(), 'version.cjs')
  const versions = JSON.stringify({ ...process.versions, node: version })
  writeFileSync(standIn, `Object.defineProperty(process, 'versions', { value: ${versions} })`)
  const { PATH = '' } = process.env
  const args = ['--require', standIn, 'bot/lake.js', '--help']
  return outcome(spawn(process.execPath, args, { env: { PATH, ...env } }))
}

describe('lake on an old Node', () => {
  it.each([
    [
      'en_US.UTF-8',
      '18.20.4',
      'telegram-lake needs Node.js 20.19 or newer, and this is 18.20.4. Install it from https://nodejs.org, or with: nvm install --lts\n',
    ],
    [
      'pt_BR.UTF-8',
      '20.18.3',
      'O telegram-lake precisa do Node.js 20.19 ou mais novo, e este é o 20.18.3. Instale por https://nodejs.org ou com: nvm install --lts\n',
    ],
    [
      'es_MX.UTF-8',
      '12.22.12',
      'telegram-lake necesita Node.js 20.19 o posterior, y este es 12.22.12. Instálalo desde https://nodejs.org o con: nvm install --lts\n',
    ],
  ])('says what to install (%s, %s)', async (locale, version, sentence) => {
    const result = await lakeOn(version, { LANG: locale })
    expect(result).toEqual({ code: 1, stdout: '', stderr: sentence })
  })

  it.each(['20.19.0', '22.1.0', '24.0.0'])('runs on %s', async (version) => {
    const { code, stdout, stderr } = await lakeOn(version)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('Usage: lake')
  })

  it('is told so in syntax that every version reads', () => {
    const source = readFileSync('bot/lake.js', 'utf8')
    // import() is all that is newer than ECMAScript 5: Node.js has it since version 12.
    const rest = source.replaceAll('import(', 'load(')
    const problems = new Linter().verify(rest, {
      languageOptions: { ecmaVersion: 5, sourceType: 'script' },
    })
    expect(problems).toEqual([])
  })

  it('is told the version of package.json', () => {
    const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      engines: { node: string }
    }
    expect(engines.node).toBe('>=20.19')
  })
})
