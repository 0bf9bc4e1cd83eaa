import { KeyedError } from './keyed-error.ts'

/** A call to S3: `key` is the prefix of a listing. */
export interface StoreCall {
  readonly operation: 'list' | 'read' | 'write' | 'delete'
  readonly bucket: string
  readonly key: string
}

/** The body of an answer ended early, or was another than the one stored. */
export class CutOffError extends Error {
  override name = 'CutOffError'
}

/** The store refused to write because the object exists, and says that it does not exist. */
export class ContradictionError extends Error {
  override name = 'ContradictionError'
}

/** What the permission is called that a call needs. */
const permissions: Record<StoreCall['operation'], string> = {
  list: 's3:ListBucket',
  read: 's3:GetObject, s3:ListBucket',
  write: 's3:PutObject',
  delete: 's3:DeleteObject',
}

/** What to do about each kind of failure; the same in other languages under `store-failed` in bot/locales. */
const waysOut = {
  throttled: () => 'The store is asked for more than it can do: wait a little and try again',
  failing: () => 'The store is out of order: try again later',
  unreachable: () =>
    'The store cannot be reached: check the network, AWS_ENDPOINT_URL and AWS_REGION',
  cut: () => 'The connection broke each time: check the network, then try again',
  credentials: () =>
    'The credentials are missing, wrong or expired: check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY ' +
    'and AWS_PROFILE, or log in again',
  denied: ({ operation }: StoreCall) =>
    `These credentials have no right to do that: allow ${permissions[operation]}`,
  region: () => 'The bucket is in another region: set AWS_REGION to it',
  bucket: () =>
    'There is no such bucket: check AWS_S3_BUCKET, AWS_S3_ENRICHED and AWS_ENDPOINT_URL',
  clock: () => 'The clock of this machine is wrong: set it',
  contradiction: () =>
    'The server does not keep to the rules of conditional writes (If-None-Match): update it, or use another',
  other: () => 'npx lake doctor checks the store',
}
type Why = keyof typeof waysOut

const names: Partial<Record<Why, readonly string[]>> = {
  throttled: [
    'SlowDown',
    'TooManyRequests',
    'TooManyRequestsException',
    'ThrottlingException',
    // Another writer is at the same key (409).
    'ConditionalRequestConflict',
  ],
  credentials: [
    'CredentialsProviderError',
    'TokenProviderError',
    'InvalidAccessKeyId',
    'SignatureDoesNotMatch',
    'ExpiredToken',
    'InvalidToken',
    'TokenRefreshRequired',
  ],
  region: [
    'PermanentRedirect',
    'AuthorizationHeaderMalformed',
    'IllegalLocationConstraintException',
  ],
  bucket: ['NoSuchBucket', 'InvalidBucketName'],
  clock: ['RequestTimeTooSkewed', 'RequestExpired'],
  unreachable: ['TimeoutError', 'RequestTimeout'],
  cut: ['CutOffError'],
  contradiction: ['ContradictionError'],
}

/** The error of a call that failed for good: which object, what happened, and the way out. */
export function storeError(cause: unknown, call: StoreCall): KeyedError {
  const { operation, bucket } = call
  const key = call.key || '/'
  const [reason, why] = [reasonOf(cause), whyOf(cause)]
  const error = new KeyedError(
    'store-failed',
    { operation, bucket, key, reason, why, permission: permissions[operation] },
    `store: could not ${operation} ${key} in bucket ${bucket}: ${reason}. ${waysOut[why](call)}`,
  )
  error.cause = cause
  return error
}

/** Whether the same request may succeed a moment later. */
export function isPassing(error: unknown): boolean {
  return ['throttled', 'failing', 'unreachable', 'cut'].includes(whyOf(error))
}

/** Whether it took until a timeout to fail. */
export function isTimeout(error: unknown): boolean {
  const { name, cause } = error as Error
  return name === 'TimeoutError' || (cause !== undefined && isTimeout(cause))
}

interface Failure {
  readonly name?: string
  readonly code?: string
  readonly message?: string
  readonly $metadata?: { readonly httpStatusCode?: number }
}

function whyOf(error: unknown): Why {
  const { name = '', code = '', message = '', $metadata } = error as Failure
  const named = Object.entries(names).find(([, each]) => each.includes(name))
  if (named) return named[0] as Why
  // What the system says about a connection: ECONNREFUSED, ENOTFOUND; ECONNRESET also in the body of an error.
  if (/^E[A-Z]+$/.test(code)) return 'unreachable'
  const status = $metadata?.httpStatusCode ?? 0
  if (status === 429 || status === 503) return 'throttled'
  if (status === 403) return 'denied'
  if (status === 301 || status === 307 || /region is missing/i.test(message)) return 'region'
  if (status >= 500) return 'failing'
  // CERT_HAS_EXPIRED and the like.
  return status === 0 && code !== '' ? 'unreachable' : 'other'
}

function reasonOf(error: unknown): string {
  const { name, code, message } = error as Failure
  const called = code ?? (name === 'Error' ? undefined : name)
  // The SDK appends advice for developers in lines of its own.
  const parts = [called, message?.split('\n')[0]].filter(
    (part) => part !== undefined && part !== '',
  )
  return [...new Set(parts)].join(': ').replace(/[.\s]+$/, '')
}
