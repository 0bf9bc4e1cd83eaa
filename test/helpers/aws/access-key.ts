/** Of a request signed as AWS asks for; empty when it is not. */
export function accessKeyOf(authorization = ''): string {
  return /Credential=([^/]+)/.exec(authorization)?.[1] ?? ''
}
