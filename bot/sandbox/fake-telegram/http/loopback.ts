import type { IncomingMessage } from 'node:http'

/**
 * Whether a request names this machine and the port that it came to. One from a page whose name was made to lead here
 * (DNS rebinding) carries that name.
 */
export function namesThisPort({ headers, socket }: IncomingMessage): boolean {
  const port = socket.localPort === 80 ? '' : `:${socket.localPort}`
  const names = ['127.0.0.1', 'localhost', '[::1]']
  return names.some((name) => `${name}${port}` === headers.host?.toLowerCase())
}
