import { S3Client } from '@aws-sdk/client-s3'
import { buildApp } from 'fauxqs'

import { accessKeyOf } from './aws/access-key.ts'
import { keepVersions } from './s3-versions.ts'

export interface S3Request {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly accessKey: string
}

/**
 * S3 over HTTP in this process, with these buckets, which keep earlier versions. Enforces the conditions of writes, which
 * fauxqs ignores.
 */
export async function s3Server(...buckets: readonly string[]) {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'
  const app = buildApp({ host: '127.0.0.1', logger: false })
  const locks = new Set<string>()
  let failure: { readonly how: 'refuse' | 'hang'; times: number } | undefined
  let isDenied = (_method: string, _bucket: string): boolean => false
  let mayDo = (_request: S3Request): boolean => true

  app.addHook('onRequest', async (request, reply) => {
    const refuse = (status: number, code: string) =>
      reply
        .code(status)
        .type('application/xml')
        .send(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`)
    if (failure && failure.times > 0) {
      failure.times -= 1
      // The reply is never sent, so the client times out.
      return failure.how === 'hang' ? reply.hijack() : refuse(503, 'SlowDown')
    }
    const [, bucket = ''] = request.url.split(/[/?]/)
    const { method, url } = request
    const accessKey = accessKeyOf(request.headers.authorization)
    if (isDenied(method, bucket) || !mayDo({ method, url, accessKey })) {
      return refuse(403, 'AccessDenied')
    }
    const condition = request.headers['if-none-match']
    if (request.method !== 'PUT' || condition !== '*') return
    const path = request.url.split('?')[0] ?? ''
    if (locks.has(path)) return refuse(409, 'ConditionalRequestConflict')
    locks.add(path)
    reply.raw.on('close', () => locks.delete(path))
    const { host, authorization = '' } = request.headers
    const head = await app.inject({ method: 'HEAD', url: path, headers: { host, authorization } })
    if (head.statusCode === 200) return refuse(412, 'PreconditionFailed')
  })

  const versions = keepVersions(app)
  const endpoint = await app.listen({ port: 0, host: '127.0.0.1' })
  const client = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  })
  for (const bucket of buckets) await fetch(`${endpoint}/${bucket}`, { method: 'PUT' })
  return {
    client,
    endpoint,
    /** Answers the next `times` requests with 503, or never (default: all until `recover`). */
    fail(how: 'refuse' | 'hang', times = Infinity) {
      failure = { how, times }
    },
    /** Answers 403 to matching requests until `recover`. */
    deny(which: typeof isDenied) {
      isDenied = which
    },
    /** Answers 403 to all but matching requests. */
    allow(which: typeof mayDo) {
      mayDo = which
    },
    /** Each version of each object: `/bucket/key` and its content; undefined for the mark of a deletion. */
    versions,
    recover() {
      failure = undefined
      isDenied = () => false
    },
    async close() {
      client.destroy()
      await app.close()
    },
  }
}
