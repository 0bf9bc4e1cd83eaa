import { describe, expect, it } from 'vitest'

import { terminalLanguage } from '../../../bot/cli/terminal.ts'
import { spellControls } from '../../../bot/spell-controls.ts'
import { loadConfig } from '../../../bot/config.ts'
import type { ConfigError } from '../../../etl/lake/env.ts'
import { parseEnvFile } from '../../../etl/lake/env-file.ts'
import { textsOf } from '../../../bot/i18n.ts'
import { inWords } from '../../../bot/cli/explain.ts'
import { backfill } from '../../../etl/backfill.ts'
import { lake } from '../../helpers/cli-in-process.ts'
import { tempLake } from '../../helpers/lake.ts'
import { messageUpdate } from '../../helpers/updates.ts'

describe('the language of the terminal', () => {
  it.each([
    [{}, 'en'],
    [{ LANG: 'pt_BR.UTF-8' }, 'pt-BR'],
    [{ LANG: 'pt_PT' }, 'pt-BR'],
    [{ LANG: 'es_MX.UTF-8' }, 'es'],
    [{ LANG: 'es' }, 'es'],
    [{ LANG: 'en_GB.UTF-8' }, 'en'],
    [{ LANG: 'C.UTF-8' }, 'en'],
    [{ LANG: 'fr_FR.UTF-8' }, 'en'],
    [{ LANG: 'est_EE' }, 'en'],
    [{ LANG: 'pt_BR', LC_MESSAGES: 'es_ES' }, 'es'],
    [{ LANG: 'pt_BR', LC_MESSAGES: '' }, 'pt-BR'],
    [{ LANG: 'pt_BR', LC_MESSAGES: 'pt_BR', LC_ALL: 'C' }, 'en'],
    [{ LANGUAGE: 'es' }, 'en'],
  ])('of %j is %s', (env, language) => {
    expect(terminalLanguage(env, 'linux')).toBe(language)
  })

  it.each([
    ['en_US.UTF-8', 'Usage: lake sql [options] <statement>', 'print each row as a list'],
    ['pt_BR.UTF-8', 'Uso: lake sql [opções] <consulta>', 'mostra cada linha como uma lista'],
    ['es_AR.UTF-8', 'Uso: lake sql [opciones] <consulta>', 'muestra cada fila como una lista'],
  ])('is that of the help (%s)', async (LANG, usage, option) => {
    const { stdout } = await lake(['sql', '--help'], { env: { LANG } })
    expect(stdout).toContain(usage)
    expect(stdout).toContain(option)
  })

  it.each([
    [['fly'], `comando desconhecido: 'fly'\nTente: lake --help\n`],
    [['report', '--fly'], `opção desconhecida: '--fly'\nTente: lake report --help\n`],
    [['starr'], `comando desconhecido: 'starr' (Você quis dizer start?)\nTente: lake --help\n`],
    [['replay'], `falta o argumento 'arquivo'\nTente: lake replay --help\n`],
    [['etl', '--since'], `falta o valor da opção '--since <dia>'\nTente: lake etl --help\n`],
    [['sql', '1', '2'], `argumentos demais para 'sql'\nTente: lake sql --help\n`],
    [
      ['webhook', 'set'],
      'qual URL? Escreva, por exemplo: npx lake webhook set https://seu.servidor/webhook\nTente: lake webhook set --help\n',
    ],
    [['etl', '--since', 'ontem'], '--since: não é um dia: "ontem"; escreva como 2026-11-01\n'],
    [
      ['report', 'hours', 'nunca', '--chat', '-9'],
      'Não entendi o período “nunca”. Tente, por exemplo: lake report hours 30d\n',
    ],
  ])('is that of the error of %j', async (args, stderr) => {
    const result = await lake(args, { env: { LANG: 'pt_BR.UTF-8', LANGUAGE: 'en' } })
    expect(result).toEqual({ code: 2, stdout: '', stderr })
  })

  it.each([
    ['drop view telegram', 'o lake é só para leitura: escreva um SELECT'],
    ['select 1; select 2', 'é uma consulta por vez, e aqui há 2'],
    ['/* nada */', 'não há consulta: escreva um SELECT'],
    ['selec 1', 'O banco de dados respondeu, em inglês: Parser Error: syntax error'],
  ])('is that of the refusal of %j', async (statement, sentence) => {
    const { code, stderr } = await lake(['sql', statement], { env: { LANG: 'pt_BR.UTF-8' } })
    expect(code).toBe(1)
    expect(stderr.slice(0, sentence.length)).toBe(sentence)
  })

  it.each([
    ['en_US', '1 row in', 'The lake is empty.'],
    ['pt_BR', '1 linha em', 'O lake está vazio.'],
    ['es_ES', '1 fila en', 'El lake está vacío.'],
  ])('is that of what stands under a table (%s)', async (LANG, rows, empty) => {
    const { stderr } = await lake(['sql', 'select 1 as x'], { env: { LANG } })
    expect(stderr).toContain(rows)
    expect(stderr).toContain(empty)
  })

  it('is that of a report, whatever the group speaks', async () => {
    const { dir, layUpdates, ...deps } = tempLake()
    layUpdates(messageUpdate(1))
    await backfill(deps, {})
    const args = ['report', 'messages_per_day', 'all']
    const { stdout } = await lake(args, { dir, env: { LANG: 'es_MX.UTF-8', LANGUAGE: 'pt-BR' } })
    expect(stdout).toContain('Datos desde el 1 nov 2026')
    expect(stdout).not.toContain('Dados')
  })

  it('is that of what is wrong with the configuration', async () => {
    const env = { LANG: 'es_ES.UTF-8', PORT: 'x', TIME_ZONE: 'Brasil', LANGUAGE: 'fr' }
    expect((await lake(['etl'], { env })).stderr).toBe(
      [
        'Configuración no válida:',
        '  TIME_ZONE: no es una zona horaria: "Brasil"; escríbela como America/Sao_Paulo',
        '  LANGUAGE: debe ser uno de estos: pt-BR, en, es (es "fr")',
        '  PORT: "x" no es un número entero de 0 a 65535',
        '',
      ].join('\n'),
    )
  })
})

/** What is wrong with the settings, as logs and as an English terminal say it. */
function bothTellings(act: () => unknown): [readonly string[], string] {
  try {
    act()
  } catch (error) {
    return [(error as ConfigError).problems, inWords(error, textsOf('en'))]
  }
  return [[], '']
}

describe('what is wrong with the settings', () => {
  it.each([
    [
      'the environment',
      () =>
        loadConfig({
          TELEGRAM_BOT_TOKEN: 'token',
          TELEGRAM_CHAT_ID: '@group',
          TELEGRAM_WEBHOOK_SECRET: 'a b',
          TELEGRAM_API_ROOT: 'api',
          AWS_S3_BUCKET: 'raw',
          ATHENA_DATABASE: 'lake',
          LAKE_DIR: 'a*{b}',
          TIME_ZONE: 'Brasil',
          LANGUAGE: 'fr',
          PORT: 'x',
        }),
    ],
    ['the file .env', () => parseEnvFile(Buffer.from('A\nB=1#\nC=1\nC=2\nD="1"2\nE="3'))],
  ])('in %s reads the same in logs and on an English terminal', (_, act) => {
    const [problems, telling] = bothTellings(act)
    expect(problems.length).toBeGreaterThan(4)
    expect(telling).toBe(
      ['Invalid configuration:', ...problems.map((each) => `  ${each}`)].join('\n'),
    )
  })
})

describe('spellControls', () => {
  it.each([
    ['\u001b[2Jclear', '\\u001b[2Jclear'],
    ['\u009b31mred', '\\u009b31mred'],
    ['bell\u0007', 'bell\\u0007'],
    ['abc\rx', 'abc\\u000dx'],
    ['gpj.\u202eexe', 'gpj.\\u202eexe'],
    ['two\nlines\tand a tab', 'two\nlines\tand a tab'],
    ['of Windows\r\n', 'of Windows\n'],
    ['olá 👩‍💻', 'olá 👩‍💻'],
  ])('of %j is %j', (text, spelt) => {
    expect(spellControls(text)).toBe(spelt)
  })
})
