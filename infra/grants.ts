import { PolicyStatement, type IGrantable } from 'aws-cdk-lib/aws-iam'
import type { IBucket } from 'aws-cdk-lib/aws-s3'

/** Allows exactly this. CDK's own grants add permissions that our functions do not need. */
export function allow(
  { grantPrincipal }: IGrantable,
  actions: readonly string[],
  resources: readonly string[],
  conditions?: Record<string, unknown>,
): void {
  grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({ actions: [...actions], resources: [...resources], conditions }),
  )
}

/** Allows these actions on objects under these prefixes. */
export function allowObjects(
  grantee: IGrantable,
  bucket: IBucket,
  prefixes: readonly string[],
  actions: readonly string[],
): void {
  allow(
    grantee,
    actions,
    prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`)),
  )
}

/**
 * Allows listing the bucket, all of it unless a prefix is given. Without it, S3 answers a read of a missing key with 403 instead of 404, and a
 * permission limited to prefixes does not change that.
 */
export function allowListing(grantee: IGrantable, bucket: IBucket, prefix?: string): void {
  const within = prefix === undefined ? undefined : { StringLike: { 's3:prefix': `${prefix}*` } }
  allow(grantee, ['s3:ListBucket'], [bucket.bucketArn], within)
}
