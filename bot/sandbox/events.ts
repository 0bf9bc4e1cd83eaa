import type { ServerResponse } from 'node:http'

/** A connection without news is kept open by a comment. */
const HEARTBEAT_MILLISECONDS = 20_000

/** The pages that are open. */
export interface PageEvents {
  /** Keeps the answer open as a stream of events, after a first one. */
  open(response: ServerResponse, first: { event: string; data: unknown }): void
  /** Tells every open page. */
  send(event: string, data: unknown): void
  /** Ends the streams; pages try again until there is a server. */
  close(): void
}

/** Server-Sent Events: each is a name and a JSON value. */
export function createPageEvents(): PageEvents {
  const open = new Set<ServerResponse>()
  const timer = setInterval(() => {
    for (const response of open) response.write(': still here\n\n')
  }, HEARTBEAT_MILLISECONDS).unref()

  let isClosed = false

  return {
    open(response, { event, data }) {
      if (isClosed || response.destroyed) return void response.end()
      response.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        // So that the connection ends with the stream, and the server can end too.
        Connection: 'close',
      })
      response.write(`retry: 500\n\n${frame(event, data)}`)
      open.add(response)
      response.on('close', () => open.delete(response))
    },
    send(event, data) {
      if (open.size === 0) return
      const text = frame(event, data)
      for (const response of open) response.write(text)
    },
    close() {
      isClosed = true
      clearInterval(timer)
      for (const response of open) response.end()
      open.clear()
    },
  }
}

/** JSON has no line breaks of its own, so one `data` line holds it. */
function frame(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}
