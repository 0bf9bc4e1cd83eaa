import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { inject } from 'vitest'

import { startTelegram } from '../../bot/sandbox/fake-telegram/fake-telegram.ts'
import { filesystemStore } from '../../etl/lake/filesystem.ts'
import { s3Store } from '../../etl/lake/s3.ts'
import { athenaServer } from '../helpers/aws/athena-server.ts'
import { sqsServer } from '../helpers/aws/sqs-server.ts'
import { ssmServer } from '../helpers/aws/ssm-server.ts'
import { s3Server } from '../helpers/s3-server.ts'
import { withoutDigits, type FunctionName } from './deployment.ts'
import { startInstance, type Instance } from './function.ts'
import { makeGroup } from './group.ts'
import { allows, wishesOf, wishOfS3, type Wish } from './rights.ts'

export const SECRET = 'right-secret'

const PREFIX = '/telegram-lake/prod'
export const parameters = {
  token: `${PREFIX}/bot-token`,
  secret: `${PREFIX}/webhook-secret`,
  botInfo: `${PREFIX}/bot-info`,
}

/** Everything the functions talk to, on this machine: S3, SQS, SSM, Athena, and Telegram with a group. */
export async function startCloud() {
  const deployment = inject('deployment')
  const telegram = await startTelegram({ limits: false })
  const { token } = makeGroup(telegram.actor)
  const s3 = await s3Server('raw', 'enriched')
  const raw = s3Store(s3.client, 'raw')
  const enriched = s3Store(s3.client, 'enriched')
  const sqs = await sqsServer()
  const ssm = await ssmServer({ [parameters.token]: token, [parameters.secret]: SECRET })
  const enrichedDir = mkdtempSync(join(tmpdir(), 'telegram-lake-enriched-'))
  const mirror = filesystemStore(enrichedDir)
  const athena = await athenaServer({
    enrichedDir,
    database: 'telegram_lake_prod',
    workgroup: 'telegram-lake-prod',
    // DuckDB replaces Athena here and reads files.
    async beforeQuery() {
      for await (const key of enriched.list('')) {
        const body = await enriched.get(key)
        if (body) await mirror.put(key, body)
      }
    },
  })
  const instances: Instance[] = []
  const denied: Wish[] = []

  /** Decides as IAM would, by the role of the function with this access key; others are the test itself. */
  function mayDo(accessKey: string, wishes: readonly Wish[]): boolean {
    const deployed = deployment.functions[accessKey as FunctionName]
    const refused = deployed ? wishes.filter((each) => !allows(deployed.statements, each)) : []
    denied.push(...refused)
    return refused.length === 0
  }
  s3.allow((request) => mayDo(request.accessKey, [wishOfS3(request)]))
  for (const [service, server] of Object.entries({ sqs, ssm, athena })) {
    server.allow((request) => mayDo(request.accessKey, wishesOf(service, request)))
  }

  /** The values that CloudFormation would resolve references to. */
  const references: Readonly<Record<string, string>> = {
    LakeRaw: 'raw',
    LakeEnriched: 'enriched',
    BotJobsQueue: sqs.queueUrl,
  }

  function environmentOf(name: FunctionName): Record<string, string> {
    const { variables } = deployment.functions[name]
    const own = Object.entries(variables).map(([variable, value]) => {
      const text = typeof value === 'string' ? value : references[withoutDigits(value.Ref)]
      if (text === undefined) throw new Error(`lambda: unknown reference ${JSON.stringify(value)}`)
      return [variable, text]
    })
    return {
      ...(Object.fromEntries(own) as Record<string, string>),
      AWS_REGION: 'us-east-1',
      // Identifies its role.
      AWS_ACCESS_KEY_ID: name,
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_SESSION_TOKEN: 'test',
      AWS_ENDPOINT_URL_S3: s3.endpoint,
      AWS_ENDPOINT_URL_SQS: sqs.endpoint,
      AWS_ENDPOINT_URL_SSM: ssm.endpoint,
      AWS_ENDPOINT_URL_ATHENA: athena.endpoint,
      TELEGRAM_API_ROOT: telegram.apiRoot,
      TZ: ':UTC',
    }
  }

  return {
    telegram,
    token,
    s3,
    raw,
    enriched,
    sqs,
    ssm,
    athena,
    /** Requests that a function's role does not allow. */
    denied,

    /** A cold start. */
    async start(name: FunctionName, env: Readonly<Record<string, string>> = {}): Promise<Instance> {
      const { [name]: deployed } = deployment.functions
      const instance = await startInstance(deployment, deployed, { ...environmentOf(name), ...env })
      instances.push(instance)
      return instance
    },

    /** Calls a method of the Bot API as the bot. */
    async call<Result>(method: string, payload: object = {}): Promise<Result> {
      const response = await fetch(`${telegram.apiRoot}/bot${token}/${method}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(payload),
      })
      return ((await response.json()) as { result: Result }).result
    },

    async keys(bucket: 'raw' | 'enriched', prefix = 'telegram/'): Promise<string[]> {
      const keys: string[] = []
      for await (const key of { raw, enriched }[bucket].list(prefix)) keys.push(key)
      return keys
    },

    async close() {
      await telegram.close()
      for (const instance of instances) await instance.stop()
      for (const server of [s3, sqs, ssm, athena]) await server.close()
      rmSync(enrichedDir, { recursive: true })
      if (denied.length > 0) throw new Error(`lambda: denied: ${JSON.stringify(denied)}`)
    },
  }
}

export type Cloud = Awaited<ReturnType<typeof startCloud>>
