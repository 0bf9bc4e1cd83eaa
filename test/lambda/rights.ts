import type { RecordedRequest } from '../helpers/aws/json-server.ts'
import type { S3Request } from '../helpers/s3-server.ts'
import type { Statement } from './deployment.ts'

/** An action that a caller asks for. */
export interface Wish {
  readonly action: string
  readonly resource: string
  /** Only for a listing. */
  readonly prefix?: string
}

/** Whether IAM would allow it to a role with these statements. */
export function allows(
  statements: readonly Statement[],
  { action, resource, prefix }: Wish,
): boolean {
  return statements.some(
    ({ actions, resources, prefixes }) =>
      actions.includes(action) &&
      resources.some((pattern) => isLike(resource, pattern)) &&
      (!prefixes || prefixes.some((pattern) => isLike(prefix ?? '', pattern))),
  )
}

function isLike(text: string, pattern: string): boolean {
  const parts = pattern.split('*').map(escaped)
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text)
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

const buckets: Readonly<Record<string, string>> = {
  raw: '<LakeRaw.Arn>',
  enriched: '<LakeEnriched.Arn>',
}

/** The permission that a request to S3 needs. */
export function wishOfS3({ method, url }: S3Request): Wish {
  const { pathname, searchParams } = new URL(url, 'http://s3')
  const [, bucket = '', ...key] = decodeURIComponent(pathname).split('/')
  const arn = buckets[bucket] ?? `no bucket ${bucket}`
  if (key.join('') === '') {
    return { action: 's3:ListBucket', resource: arn, prefix: searchParams.get('prefix') ?? '' }
  }
  const verbs: Readonly<Record<string, string>> = {
    GET: 's3:GetObject',
    HEAD: 's3:GetObject',
    PUT: 's3:PutObject',
    DELETE: 's3:DeleteObject',
  }
  return { action: verbs[method] ?? `s3:${method}`, resource: `${arn}/${key.join('/')}` }
}

const arn = (name: string) => `arn:<Partition>:${name.replace(':', ':<Region>:<AccountId>:')}`

/** The permissions that a request to another service needs: one per resource it names. */
export function wishesOf(service: string, { operation, input }: RecordedRequest): Wish[] {
  const action = `${service}:${operation}`
  if (service === 'ssm') {
    const names = [input.Names ?? input.Name].flat() as string[]
    return names.map((name) => ({ action, resource: arn(`ssm:parameter${name}`) }))
  }
  if (service === 'sqs') return [{ action, resource: '<BotJobsQueue.Arn>' }]
  // Only the start of a query names the workgroup, and there is only one.
  return [{ action, resource: arn('athena:workgroup/telegram-lake-prod') }]
}
