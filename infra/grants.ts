import { PolicyStatement, type IGrantable } from 'aws-cdk-lib/aws-iam'
import type { IBucket } from 'aws-cdk-lib/aws-s3'

/** Allows exactly this. CDK's own grants are wider: they add what some callers need and ours do not. */
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

/** Objects whose keys begin so. */
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
 * Listing of the whole bucket. Who lists may also know that an object is absent: without this right S3 answers
 * a read of a missing key with 403 instead of 404, and a right for some prefixes does not count for that.
 */
export function allowListing(grantee: IGrantable, bucket: IBucket): void {
  allow(grantee, ['s3:ListBucket'], [bucket.bucketArn])
}
