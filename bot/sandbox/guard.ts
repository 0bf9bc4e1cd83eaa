// The sandbox answers its own page on this machine, and nobody else: not a page of another site that the browser has
// open, nor one whose name was made to lead here (DNS rebinding).
import type { IncomingMessage } from 'node:http'

import { namesThisPort } from './fake-telegram/http/loopback.ts'

/** Why a request is not answered; undefined when it may be. */
export function refusal(request: IncomingMessage): string | undefined {
  const { method, url, headers, socket } = request
  if (!namesThisPort(request)) {
    const { localPort } = socket
    return `the sandbox answers at 127.0.0.1:${localPort} and localhost:${localPort} only`
  }
  const { host, origin } = headers
  if (origin !== undefined && origin !== `http://${host}`) {
    return 'the sandbox answers its own page only'
  }
  const site = headers['sec-fetch-site'] ?? 'none'
  // A link on another site may lead to the page itself.
  if (url !== '/' && site !== 'same-origin' && site !== 'none') {
    return 'the sandbox answers its own page only'
  }
  // A form of another site cannot send this type without asking first.
  if (method === 'POST' && !/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    return 'the sandbox takes JSON only'
  }
  return undefined
}
