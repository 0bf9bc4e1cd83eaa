import {
  DeleteObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectsV2CommandOutput,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3'

import { bucketClient } from './open-buckets.ts'
import { storeError } from './s3-error.ts'
import { sizeOf, type Stored, type WholeLake } from './lake-size.ts'

interface Version extends Stored {
  /** Undefined for the current object of a bucket without versions. */
  readonly versionId?: string | undefined
}

/** The whole contents of both buckets. The buckets themselves stay. */
export function wholeBuckets(
  { raw, enriched }: { readonly raw: string; readonly enriched: string },
  client: S3Client = bucketClient(),
): WholeLake {
  const buckets = [raw, enriched]

  async function* all(): AsyncGenerator<Stored> {
    for (const bucket of buckets) {
      for await (const page of objectsIn(client, bucket)) yield* page
      for await (const page of versionsIn(client, bucket)) {
        yield* page.filter(({ isOlder }) => isOlder)
      }
    }
  }

  return {
    measure: () => sizeOf(all()),
    async remove() {
      for (const bucket of buckets) {
        for await (const page of versionsIn(client, bucket)) await removeAll(client, bucket, page)
        // Where a server knows no versions.
        for await (const page of objectsIn(client, bucket)) await removeAll(client, bucket, page)
      }
    },
  }
}

async function* objectsIn(client: S3Client, bucket: string): AsyncGenerator<Version[]> {
  let token: string | undefined
  do {
    const page: ListObjectsV2CommandOutput = await told(bucket, 'list', () =>
      client.send(new ListObjectsV2Command({ Bucket: bucket, ContinuationToken: token })),
    )
    yield (page.Contents ?? []).map(({ Key = '', Size = 0 }) => ({ key: Key, bytes: Size }))
    token = page.NextContinuationToken
  } while (token)
}

/** With the marks of what was deleted. */
async function* versionsIn(client: S3Client, bucket: string): AsyncGenerator<Version[]> {
  let [KeyMarker, VersionIdMarker]: (string | undefined)[] = []
  do {
    const input = { Bucket: bucket, KeyMarker, VersionIdMarker }
    const page: ListObjectVersionsCommandOutput = await told(bucket, 'list', () =>
      client.send(new ListObjectVersionsCommand(input)),
    )
    yield [
      ...(page.Versions ?? []).map(({ Key = '', Size = 0, VersionId, IsLatest }) => ({
        key: Key,
        bytes: Size,
        versionId: VersionId,
        isOlder: IsLatest !== true,
      })),
      ...(page.DeleteMarkers ?? []).map(({ Key = '', VersionId }) => ({
        key: Key,
        bytes: 0,
        versionId: VersionId,
        isOlder: true,
      })),
    ]
    KeyMarker = page.NextKeyMarker
    VersionIdMarker = page.NextVersionIdMarker
  } while (KeyMarker !== undefined)
}

/** @throws Error that names the first object that the bucket keeps. */
async function removeAll(
  client: S3Client,
  bucket: string,
  page: readonly Version[],
): Promise<void> {
  if (page.length === 0) return
  const Objects = page.map(({ key, versionId }) => ({ Key: key, VersionId: versionId }))
  const input = { Bucket: bucket, Delete: { Objects, Quiet: true } }
  const { Errors = [] } = await told(bucket, 'delete', () =>
    client.send(new DeleteObjectsCommand(input)),
  )
  const [first] = Errors
  if (!first) return
  const { Key: key = '', Code: name = 'failed', Message = '' } = first
  throw storeError(Object.assign(new Error(Message), { name }), {
    operation: 'delete',
    bucket,
    key,
  })
}

async function told<T>(
  bucket: string,
  operation: 'list' | 'delete',
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act()
  } catch (error) {
    throw storeError(error, { operation, bucket, key: '' })
  }
}
