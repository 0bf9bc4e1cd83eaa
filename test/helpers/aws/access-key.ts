/** The access key of a request with AWS's signature; empty when unsigned. */
export function accessKeyOf(authorization = ''): string {
  return /Credential=([^/]+)/.exec(authorization)?.[1] ?? ''
}
