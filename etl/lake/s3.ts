import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3ServiceException,
  type GetObjectCommandInput,
  type S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3'

import type { Env } from './env.ts'
import type { ObjectStore } from './store.ts'

/** When another writer is at the same key, S3 answers 409 and asks to try again. */
const CONFLICT_ATTEMPTS = 5

/** A custom server is addressed by path: it has no host name per bucket. */
export function s3Addressing(env: Env): Pick<S3ClientConfig, 'forcePathStyle'> {
  return { forcePathStyle: Boolean(env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL) }
}

/** Objects in one bucket. Retries and timeouts are up to the client. */
export function s3Store(client: S3Client, bucket: string): ObjectStore {
  async function read(
    input: Omit<GetObjectCommandInput, 'Bucket'>,
  ): Promise<Uint8Array | undefined> {
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, ...input }))
      return await Body?.transformToByteArray()
    } catch (error) {
      if (hasCode(error, 'NoSuchKey', 'NotFound')) return undefined
      // The tail of an empty object, or with some servers of a short one: read all of it.
      if (hasCode(error, 'InvalidRange')) return read({ Key: input.Key })
      throw error
    }
  }

  async function* pages(prefix: string, delimiter?: string) {
    let token: string | undefined
    do {
      const page = await client.send(
        new ListObjectsV2Command({
          Bucket: bucket,
          Prefix: prefix,
          Delimiter: delimiter,
          ContinuationToken: token,
        }),
      )
      yield page
      token = page.NextContinuationToken
    } while (token)
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

    get: (key) => read({ Key: key }),

    tail: (key, length) => read({ Key: key, Range: `bytes=-${length}` }),

    async writtenAt(key) {
      try {
        const { LastModified } = await client.send(
          new HeadObjectCommand({ Bucket: bucket, Key: key }),
        )
        return LastModified && LastModified.getTime() / 1000
      } catch (error) {
        if (hasCode(error, 'NoSuchKey', 'NotFound')) return undefined
        throw error
      }
    },

    async put(key, body) {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }))
    },

    async putIfAbsent(key, body) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          await client.send(
            new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, IfNoneMatch: '*' }),
          )
          return true
        } catch (error) {
          if (hasCode(error, 'PreconditionFailed')) return false
          if (!hasCode(error, 'ConditionalRequestConflict') || attempt === CONFLICT_ATTEMPTS)
            throw error
        }
      }
    },

    async delete(key) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }))
    },
  }
}

function hasCode(error: unknown, ...names: string[]): boolean {
  return error instanceof S3ServiceException && names.includes(error.name)
}
