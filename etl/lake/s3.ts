import { setTimeout as sleep } from 'node:timers/promises'

import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3ServiceException,
  type GetObjectCommandInput,
  type GetObjectCommandOutput,
  type ListObjectsV2CommandOutput,
  type ListObjectVersionsCommandInput,
  type ListObjectVersionsCommandOutput,
  type S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3'

import type { Env } from './env.ts'
import {
  ContradictionError,
  CutOffError,
  isPassing,
  isTimeout,
  storeError,
  type StoreCall,
} from './s3-error.ts'
import type { ObjectStore } from './store.ts'

/** How often a request is made, body included, and how often one that runs into a timeout: those take seconds. */
const ATTEMPTS = 5
const SLOW_ATTEMPTS = 3

/**
 * When another writer is at the same key, S3 answers 409 and asks to try again. Neither that nor a 412 about an object
 * that is not there may last.
 */
const CONDITION_ATTEMPTS = 5

/** Milliseconds before the second attempt, doubled with each. Half of it is random, so that many do not come at once. */
const FIRST_WAIT = 100

/** Larger bodies go through the client for uploads, which waits longer. */
const SMALL_BYTES = 2 ** 20

/** A custom server is addressed by path: it has no host name per bucket. */
export function s3Addressing(env: Env): Pick<S3ClientConfig, 'forcePathStyle'> {
  return { forcePathStyle: Boolean(env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL) }
}

/**
 * Objects in one bucket. Requests are repeated here; how long one may take is up to the client. `uploads` is the one for
 * bodies that take a while to send (default: the same). Every error says which object, what happened, and the way out.
 */
export function s3Store(client: S3Client, bucket: string, uploads = client): ObjectStore {
  async function call<T>(
    operation: StoreCall['operation'],
    key: string,
    act: () => Promise<T>,
  ): Promise<T> {
    try {
      return await act()
    } catch (error) {
      throw storeError(error, { operation, bucket, key })
    }
  }

  /** Undefined when there is no such object. */
  async function read(
    key: string,
    range?: Pick<GetObjectCommandInput, 'Range'>,
  ): Promise<Uint8Array | undefined> {
    const input = { Bucket: bucket, Key: key, ...range }
    try {
      return await persistently(async () =>
        wholeBody(await client.send(new GetObjectCommand(input))),
      )
    } catch (error) {
      if (hasCode(error, 'NoSuchKey', 'NotFound')) return undefined
      // The tail of an empty object, or with some servers of a short one: read all of it.
      if (hasCode(error, 'InvalidRange')) return read(key)
      throw error
    }
  }

  /** Undefined when there is no such object. */
  async function head(key: string) {
    const input = { Bucket: bucket, Key: key }
    try {
      return await persistently(() => client.send(new HeadObjectCommand(input)))
    } catch (error) {
      if (hasCode(error, 'NoSuchKey', 'NotFound')) return undefined
      throw error
    }
  }

  function write(key: string, body: Uint8Array, condition?: { readonly IfNoneMatch: '*' }) {
    const sender = body.length > SMALL_BYTES ? uploads : client
    const input = { Bucket: bucket, Key: key, Body: body, ...condition }
    return persistently(() => sender.send(new PutObjectCommand(input)))
  }

  async function* pages(prefix: string, delimiter?: string) {
    let token: string | undefined
    do {
      const input = {
        Bucket: bucket,
        Prefix: prefix,
        Delimiter: delimiter,
        ContinuationToken: token,
      }
      const page: ListObjectsV2CommandOutput = await call('list', prefix, () =>
        persistently(() => client.send(new ListObjectsV2Command(input))),
      )
      yield page
      token = page.NextContinuationToken
    } while (token)
  }

  /** The ids of the versions that are not what a read gives, the mark of a deletion last. */
  async function* versions(key: string): AsyncGenerator<string | undefined> {
    let next: Pick<ListObjectVersionsCommandInput, 'KeyMarker' | 'VersionIdMarker'> | undefined = {}
    const marks: (string | undefined)[] = []
    while (next) {
      const input: ListObjectVersionsCommandInput = { Bucket: bucket, Prefix: key, ...next }
      const page: ListObjectVersionsCommandOutput = await call('list', key, () =>
        persistently(() => client.send(new ListObjectVersionsCommand(input))),
      )
      for (const { Key, VersionId, IsLatest } of page.Versions ?? []) {
        if (Key === key && !IsLatest) yield VersionId
      }
      for (const { Key, VersionId } of page.DeleteMarkers ?? []) {
        if (Key === key) marks.push(VersionId)
      }
      next = page.IsTruncated
        ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
        : undefined
    }
    // Without its mark first, an earlier version would be there again.
    yield* marks
  }

  return {
    async *list(prefix) {
      for await (const { Contents = [] } of pages(prefix)) {
        for (const { Key } of Contents) if (Key !== undefined) yield Key
      }
    },

    async *prefixes(prefix) {
      for await (const { CommonPrefixes = [] } of pages(prefix, '/')) {
        for (const { Prefix } of CommonPrefixes) if (Prefix !== undefined) yield Prefix
      }
    },

    get: (key) => call('read', key, () => read(key)),

    tail: (key, length) => call('read', key, () => read(key, { Range: `bytes=-${length}` })),

    async writtenAt(key) {
      const found = await call('read', key, () => head(key))
      return found?.LastModified && found.LastModified.getTime() / 1000
    },

    async put(key, body) {
      await call('write', key, () => write(key, body))
    },

    putIfAbsent: (key, body) =>
      call('write', key, async () => {
        for (let attempt = 1; ; attempt += 1) {
          try {
            await write(key, body, { IfNoneMatch: '*' })
            return true
          } catch (error) {
            if (!hasCode(error, 'PreconditionFailed', 'ConditionalRequestConflict')) throw error
            // Believed only when the object is seen: what is taken for stored is not delivered again.
            if (await head(key)) return false
            if (attempt === CONDITION_ATTEMPTS) throw contradiction(error as Error)
          }
          await backOff(attempt)
        }
      }),

    async delete(key) {
      const input = { Bucket: bucket, Key: key }
      await call('delete', key, () =>
        persistently(() => client.send(new DeleteObjectCommand(input))),
      )
    },

    async deleteVersions(key) {
      let deleted = 0
      for await (const VersionId of versions(key)) {
        const input = { Bucket: bucket, Key: key, VersionId }
        await call('delete', key, () =>
          persistently(() => client.send(new DeleteObjectCommand(input))),
        )
        deleted += 1
      }
      return deleted
    },
  }
}

/** Makes a request again as long as it fails in a way that passes. */
async function persistently<T>(act: () => Promise<T>): Promise<T> {
  let slow = 0
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await act()
    } catch (error) {
      if (isTimeout(error)) slow += 1
      if (!isPassing(error) || attempt === ATTEMPTS || slow === SLOW_ATTEMPTS) throw error
    }
    await backOff(attempt)
  }
}

/** @throws CutOffError when the body is not as long as announced, or breaks off. */
async function wholeBody({
  Body,
  ContentLength,
}: GetObjectCommandOutput): Promise<Uint8Array | undefined> {
  let body: Uint8Array | undefined
  try {
    body = await Body?.transformToByteArray()
  } catch (cause) {
    throw new CutOffError(`the body broke off (${(cause as Error).message})`, { cause })
  }
  if (body && ContentLength !== undefined && body.length !== ContentLength) {
    throw new CutOffError(`the body has ${body.length} bytes instead of ${ContentLength}`)
  }
  return body
}

function contradiction(cause: Error): ContradictionError {
  const message = `refused because the object exists (${cause.name}), but there is none`
  return new ContradictionError(message, { cause })
}

function backOff(attempt: number): Promise<void> {
  return sleep(FIRST_WAIT * 2 ** (attempt - 1) * (0.5 + Math.random() / 2))
}

function hasCode(error: unknown, ...names: string[]): boolean {
  return error instanceof S3ServiceException && names.includes(error.name)
}
