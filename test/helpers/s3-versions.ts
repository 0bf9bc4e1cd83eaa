import { randomUUID } from 'node:crypto'

import type { FastifyInstance } from 'fastify'

interface Version {
  readonly id: string
  /** Undefined: the mark of a deletion. */
  readonly body: Buffer | undefined
}

/** Requests of our own, which change what is read and make no version. */
const INNER = 'x-inner'
/** S3 lists up to a thousand; one at a time shows whether who lists asks for more. */
const PAGE = 1

/**
 * Keeps earlier versions of objects, as a bucket with versioning does, for a server that does not: lists them, and deletes one
 * of them. What is read is the latest, or what is left of it.
 */
export function keepVersions(app: FastifyInstance) {
  /** By path; the latest last. */
  const kept = new Map<string, Version[]>()
  const parse = (url: string) => {
    const { pathname, searchParams } = new URL(url, 'http://s3')
    return { path: decodeURIComponent(pathname), query: searchParams }
  }

  /** Makes the latest version what a read gives. */
  async function show(url: string, path: string): Promise<void> {
    const payload = kept.get(path)?.at(-1)?.body
    const headers = { [INNER]: 'yes' }
    const [plain = ''] = url.split('?')
    await app.inject({ method: payload ? 'PUT' : 'DELETE', url: plain, headers, payload })
  }

  app.addHook('onRequest', async (request, reply) => {
    if (request.headers[INNER]) return
    const { path, query } = parse(request.url)
    if (request.method === 'GET' && query.has('versions')) {
      return reply.type('application/xml').send(listing(kept, path, query))
    }
    const id = query.get('versionId')
    if (request.method !== 'DELETE' || id === null) return
    kept.set(
      path,
      (kept.get(path) ?? []).filter((version) => version.id !== id),
    )
    await show(request.url, path)
    return reply.code(204).send()
  })

  app.addHook('onResponse', async (request, reply) => {
    if (request.headers[INNER] || reply.statusCode >= 300) return
    const { path, query } = parse(request.url)
    // A bucket is no object.
    if (!/^\/[^/]+\/./.test(path) || query.has('versionId')) return
    if (request.method === 'PUT') {
      const { rawPayload } = await app.inject({ method: 'GET', url: request.url.split('?')[0] })
      kept.set(path, [...(kept.get(path) ?? []), { id: randomUUID(), body: rawPayload }])
    }
    if (request.method === 'DELETE') {
      kept.set(path, [...(kept.get(path) ?? []), { id: randomUUID(), body: undefined }])
    }
  })

  /** Each version's path and content; undefined for the mark of a deletion. */
  return () =>
    [...kept].flatMap(([path, versions]) => versions.map(({ body }) => [path, body] as const))
}

function listing(
  kept: ReadonlyMap<string, readonly Version[]>,
  bucket: string,
  query: URLSearchParams,
): string {
  const start = `${bucket.replace(/\/?$/, '/')}${query.get('prefix') ?? ''}`
  const all = [...kept.keys()]
    .filter((path) => path.startsWith(start))
    .sort()
    .flatMap((path) =>
      (kept.get(path) ?? []).toReversed().map((version, index) => ({
        ...version,
        key: path.slice(bucket.replace(/\/?$/, '/').length),
        isLatest: index === 0,
      })),
    )
  const marker = [query.get('key-marker'), query.get('version-id-marker')]
  const place = all.findIndex(({ key, id }) => key === marker[0] && id === marker[1])
  const page = all.slice(place + 1, place + 1 + PAGE)
  const last = page.at(-1)
  const isTruncated = place + 1 + PAGE < all.length
  const entries = page.map(({ key, id, isLatest, body }) => {
    const name = body ? 'Version' : 'DeleteMarker'
    const fields = `<Key>${key}</Key><VersionId>${id}</VersionId><IsLatest>${isLatest}</IsLatest>`
    return `<${name}>${fields}</${name}>`
  })
  const next =
    isTruncated && last
      ? `<NextKeyMarker>${last.key}</NextKeyMarker><NextVersionIdMarker>${last.id}</NextVersionIdMarker>`
      : ''
  return (
    `<?xml version="1.0"?><ListVersionsResult><IsTruncated>${isTruncated}</IsTruncated>` +
    `${next}${entries.join('')}</ListVersionsResult>`
  )
}
