// `lake report` for people who have less than the bot: Athena alone, or buckets that refuse them.
import { readdirSync } from 'node:fs'

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { backfill } from '../../../etl/backfill.ts'
import { s3Store } from '../../../etl/lake/s3.ts'
import type { ObjectStore } from '../../../etl/lake/store.ts'
import {
  athenaServer,
  DATABASE,
  WORKGROUP,
  type AthenaServer,
} from '../../helpers/aws/athena-server.ts'
import { lake as spawnLake } from '../../helpers/cli.ts'
import { lake as lakeAt } from '../../helpers/cli-in-process.ts'
import { tempLake } from '../../helpers/lake.ts'
import { s3Server } from '../../helpers/s3-server.ts'
import { tempFolder } from '../../helpers/temp.ts'
import { messageUpdate, NOON } from '../../helpers/updates.ts'

const GROUP = -1009
const group = ['--chat', String(GROUP)]

/** In November 2026; the first is a Sunday. */
const november = (day: number, hour: number, minute = 0) =>
  NOON + (day - 1) * 86_400 + (hour - 12) * 3600 + minute * 60

const inGroup = (id: number, date: number) =>
  messageUpdate(id, { date, chat: { id: GROUP, type: 'supergroup', title: 'Grupo' } })

/** 27 September 10:00 (five weeks before a period of 30 days), 20 November, 24 November 14:05. */
const compacted = [
  inGroup(1, november(-34, 10)),
  inGroup(2, november(20, 11)),
  inGroup(3, november(24, 14, 5)),
]
const arrivedSince = inGroup(4, november(30, 14, 30))

/** 30 November 2026, 15:00. */
const now = november(30, 15)
const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(`Date.now = () => ${now}_000`)}`

const brazilian = { LANG: 'pt_BR.UTF-8' }
const lake: typeof lakeAt = (args, options) =>
  lakeAt(args, { now, ...options, env: { ...brazilian, ...options?.env } })

const filled = tempLake()
let athena: AthenaServer
let analyst: Record<string, string>

beforeAll(async () => {
  filled.layUpdates(...compacted)
  await backfill(filled, {})
  athena = await athenaServer({ enrichedDir: filled.enrichedDir, hasEarlyStates: false })
  analyst = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_ATHENA: athena.endpoint,
    ATHENA_DATABASE: DATABASE,
    ATHENA_WORKGROUP: WORKGROUP,
  }
})
afterAll(() => athena.close())

const lastLine = (text: string) => text.trimEnd().split('\n').at(-1)

describe('lake report with Athena and no buckets', () => {
  it('says up to when there are messages, and looks into no folder', async () => {
    const dir = tempFolder()
    const { code, stdout, stderr } = await spawnLake(['report', 'stats', ...group], {
      dir,
      env: { NODE_OPTIONS, ...brazilian, ...analyst },
    })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('2 mensagens')
    expect(lastLine(stdout)).toBe(
      'Dados até 24 de nov. de 2026, 14:05 (America/Sao_Paulo) · 1,2 MB',
    )
    expect(readdirSync(dir)).toEqual([])
    expect(athena.statements).toContain(
      `select max("date") from telegram where context_date between DATE '2026-11-24' and DATE '2026-11-30'`,
    )
  })

  it.each([
    ['that had no message in its last week', '2026-11-10..2026-11-15', '27 de set. de 2026, 10:00'],
    ['before the first message', '2026-08', '1 de ago. de 2026, 00:00'],
    ['that ended', '2026-11-01..2026-11-21', '20 de nov. de 2026, 11:00'],
  ])('says so of a period %s', async (_, period, moment) => {
    const args = ['report', 'messages_per_day', period, ...group]
    const { code, stdout } = await lake(args, { env: analyst })
    expect(code).toBe(0)
    expect(lastLine(stdout)).toContain(`Dados até ${moment} (`)
  })

  it('compares with the period before, when Athena has all of it', async () => {
    const stats = (period: string) => lake(['report', 'stats', period, ...group], { env: analyst })
    const [whole, cut] = await Promise.all([stats('30d'), stats('31d')])
    expect(whole.stdout).toContain('Em comparação com o período de 27/9 a 26/10')
    expect(whole.stdout).toContain('mensagens +100%')
    expect(cut.stdout).toContain('Ainda não há dados do período anterior para comparar.')
  })

  it('takes a period of several words', async () => {
    const args = ['report', 'messages_per_day', 'semana', 'passada', '--csv', ...group]
    const { code, stdout } = await lake(args, { env: analyst })
    expect({ code, days: stdout.trimEnd().split('\r\n').slice(1) }).toEqual({
      code: 0,
      days: ['2026-11-24,1,1'],
    })
  })

  it('gives an example for this very report when the period is unknown', async () => {
    const { code, stderr } = await lake(['report', 'hours', 'soon', ...group], { env: analyst })
    expect(code).toBe(2)
    expect(stderr).toContain(
      'Não entendi o período “soon”. Tente, por exemplo: lake report hours 30d',
    )
  })

  it('is of the group in TELEGRAM_CHAT_ID', async () => {
    const args = ['report', 'messages_per_day', '--csv']
    const env = { ...analyst, TELEGRAM_CHAT_ID: String(GROUP) }
    const { stdout } = await lake(args, { env })
    expect(stdout).toMatch(/^2026-11-20,.*\r\n2026-11-24,/m)
  })
})

const noGroup = 'nenhum grupo escolhido: use --chat ID ou defina TELEGRAM_CHAT_ID'

describe('lake report without a group', () => {
  it('asks for one, and Athena for nothing', async () => {
    const from = athena.statements.length
    const { code, stdout, stderr } = await lake(['report', 'stats'], { env: analyst })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toBe(
      `${noGroup} (npx lake sql - < sql/analyses/freshness.sql lista os grupos compactados)\n`,
    )
    expect(athena.statements).toHaveLength(from)
  })

  it('is of the group that was agreed to, before the sample', async () => {
    const { dir, lay, layUpdates, ...deps } = tempLake()
    layUpdates(messageUpdate(1), inGroup(2, NOON))
    lay(`state/agreed/${GROUP}`, '')
    await backfill(deps, {})
    const args = ['report', 'messages_per_user', '2026-11', '--json']
    const agreed = await lake(args, { dir })
    const asked = await lake([...args, '--chat', String(GROUP)], { dir })
    expect(agreed).toEqual(asked)
    expect(agreed.code).toBe(0)
  })

  it('is of the sample, where a lake in folders holds it', async () => {
    const { dir, layUpdates, ...deps } = tempLake()
    layUpdates(messageUpdate(1), inGroup(2, NOON))
    await backfill(deps, {})
    const { code, stdout } = await lake(['report', 'messages_per_user', '2026-11', '--csv'], {
      dir,
    })
    expect(code).toBe(0)
    expect(stdout.trimEnd().split('\r\n').slice(1)).toEqual(['1,7,Ana,2026-11-01,1,1,1,1'])
  })

  it('is of the only one in the lake', async () => {
    const args = ['report', 'messages_per_user', '2026-11', '--csv']
    const { code, stdout } = await lake(args, { dir: filled.dir })
    expect(code).toBe(0)
    expect(stdout).toContain('Ana')
  })

  it('keeps spreadsheets from running names in CSV, unless they are wanted raw', async () => {
    const { dir, layUpdates, ...deps } = tempLake()
    layUpdates(messageUpdate(1, { from: { id: 7, is_bot: false, first_name: '=1+2' } }))
    await backfill(deps, {})
    const args = ['report', 'messages_per_user', '2026-11', '--csv']
    const rowsOf = async (...more: string[]) =>
      (await lake([...args, ...more], { dir })).stdout.trimEnd().split('\r\n').slice(1)
    expect(await rowsOf()).toEqual(["1,7,'=1+2,2026-11-01,1,1,1,1"])
    expect(await rowsOf('--raw')).toEqual(['1,7,=1+2,2026-11-01,1,1,1,1'])
    const env = { LANG: 'en_US' }
    expect(await lake(['report', 'stats', '2026-11', '--raw'], { dir, env })).toEqual({
      code: 2,
      stdout: '',
      stderr: '--raw goes with --csv\n',
    })
  })

  it('names those of a lake with several', async () => {
    const { dir, layUpdates, ...deps } = tempLake()
    const chat = { id: -1010, type: 'supergroup', title: 'Outro' }
    layUpdates(inGroup(1, NOON), messageUpdate(2, { chat, date: NOON }))
    await backfill(deps, {})
    expect(await lake(['report', 'stats', '2026-11'], { dir })).toEqual({
      code: 2,
      stdout: '',
      stderr: `${noGroup}. O lake tem: -1010, -1009\n`,
    })
  })

  it('says that the lake is empty', async () => {
    const { code, stdout, stderr } = await lake(['report', 'stats', '2026-11'], {
      dir: tempFolder(),
    })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toBe(
      'O lake está vazio. Inicie o bot (npm start) ou arquive atualizações de arquivos (npx lake replay ARQUIVO).\n',
    )
  })

  it('names those of the lake, when it has no message of the one asked for', async () => {
    const args = ['report', 'stats', '--chat', '-5']
    expect(await lake(args, { dir: filled.dir })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'o lake não tem mensagens de -5. Ele tem: -1009\n',
    })
  })

  it('says that updates wait to be compacted', async () => {
    const { dir, layUpdates } = tempLake()
    layUpdates(inGroup(1, november(1, 9)))
    const { code, stderr } = await lake(['report', 'stats', '2026-12'], { dir })
    expect(code).toBe(2)
    expect(stderr).toBe('Ainda não há nada compactado: rode npx lake etl\n')
  })
})

describe('lake report with buckets', () => {
  let s3: Awaited<ReturnType<typeof s3Server>>
  let raw: ObjectStore
  let enriched: ObjectStore
  let buckets: Record<string, string>

  beforeAll(async () => {
    s3 = await s3Server('raw', 'enriched')
    raw = s3Store(s3.client, 'raw')
    enriched = s3Store(s3.client, 'enriched')
    const late = tempLake()
    late.layUpdates(arrivedSince)
    for (const [from, to] of [
      [filled.raw, raw],
      [late.raw, raw],
      [filled.enriched, enriched],
    ] as const) {
      for await (const key of from.list('')) await to.put(key, (await from.get(key))!)
    }
    buckets = {
      ...analyst,
      AWS_ENDPOINT_URL: s3.endpoint,
      AWS_S3_BUCKET: 'raw',
      AWS_S3_ENRICHED: 'enriched',
    }
  })
  afterEach(() => s3.recover())
  afterAll(() => s3.close())

  const days = async () => {
    const found: string[] = []
    for await (const key of enriched.list('')) found.push(key.split(/[=/]/)[2] ?? '')
    return found
  }
  const compactedDays = ['2026-09-27', '2026-11-20', '2026-11-24']

  const notCompacted =
    'sem permissão para ler as mensagens novas ou gravar no lake: o relatório mostra só o que já está compactado\n'
  const noFormerId =
    'sem permissão para ler as definições do lake: as mensagens com os ids antigos do grupo ficam de fora\n'

  it.each([
    [
      'raw may not be read',
      (_: string, bucket: string) => bucket === 'raw',
      noFormerId + notCompacted,
    ],
    [
      'enriched may not be written',
      (method: string, bucket: string) => method === 'PUT' && bucket === 'enriched',
      notCompacted,
    ],
    ['nothing may be done in them', () => true, noFormerId + notCompacted],
  ])('is given of what is compacted, and warns, when %s', async (_, isDenied, warning) => {
    s3.deny(isDenied)
    const { code, stdout, stderr } = await lake(['report', 'stats', ...group], { env: buckets })
    expect({ code, stderr }).toEqual({ code: 0, stderr: warning })
    expect(stdout).toContain('2 mensagens')
    expect(stdout).toContain('mensagens +100%')
    expect(lastLine(stdout)).toContain('Dados até 24 de nov. de 2026, 14:05 (')
    s3.recover()
    expect(await days()).toEqual(compactedDays)
  })

  it('is refused without Athena where it cannot be known what must be hidden', async () => {
    s3.deny((_, bucket) => bucket === 'raw')
    const env = { ...buckets, ATHENA_DATABASE: '', ATHENA_WORKGROUP: '' }
    const { code, stdout, stderr } = await lake(['report', 'stats', ...group], { env })
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain('could not list state/privacy/hidden/ in bucket raw: AccessDenied')
    expect(stderr).toContain('allow s3:ListBucket')
  })

  it('fails when a bucket is out of order, which is no refusal', async () => {
    const env = { ...buckets, AWS_S3_BUCKET: 'nowhere' }
    const { code, stdout } = await lake(['report', 'stats', ...group], { env })
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  })

  it('compacts what arrived since for those who may', async () => {
    const { code, stdout, stderr } = await lake(['report', 'stats', ...group], { env: buckets })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(lastLine(stdout)).toContain('Dados até 30 de nov. de 2026, 15:00 (')
    expect(await days()).toEqual([...compactedDays, '2026-11-30'])
  })
})
