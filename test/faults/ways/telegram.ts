import {
  answer,
  cutAnswer,
  lostAnswer,
  noAnswer,
  reset,
  slow,
  type DrawFault,
  type NamedFault,
  type Weighted,
} from './named-fault.ts'

/** What goes wrong with calls of the Bot API: the network, Telegram's servers, and Telegram's refusals. */
export const telegramFault: DrawFault = (dice, { url }) => {
  const method = /\/(\w+)$/.exec(url)?.[1] ?? ''
  return dice.weighted([
    ...anyMethod,
    [2, slow(dice.between(200, 2_000))],
    ...(Object.hasOwn(ofMethod, method) ? (ofMethod[method] ?? []) : []),
  ])
}

const anyMethod: readonly Weighted[] = [
  [3, reset],
  [2, lostAnswer],
  [2, cutAnswer],
  [0.1, noAnswer],
  [3, refusal(429, 'Too Many Requests: retry after 1', { retry_after: 1 })],
  [1, refusal(429, 'Too Many Requests')],
  [2, refusal(500, 'Internal Server Error')],
  [3, answer('502 page', 502, '<html><h1>502 Bad Gateway</h1></html>', 'text/html')],
]

const noThread = refusal(400, 'Bad Request: message thread not found')

const ofMethod: Readonly<Record<string, readonly Weighted[]>> = {
  getUpdates: [
    [0.5, refusal(401, 'Unauthorized')],
    [0.5, answer('no list', 200, JSON.stringify({ ok: true, result: {} }))],
    [1, refusal(409, 'Conflict: terminated by other getUpdates request')],
  ],
  sendMessage: [
    [1, noThread],
    [0.5, refusal(403, 'Forbidden: bot was kicked from the supergroup chat')],
  ],
  sendPhoto: [
    [1, noThread],
    [2, refusal(400, 'Bad Request: not enough rights to send photos to the chat')],
    [1, answer('413 page', 413, '<html><h1>413</h1></html>', 'text/html')],
  ],
}

function refusal(error_code: number, description: string, parameters?: object): NamedFault {
  const isWithoutTime = error_code === 429 && !parameters
  const name = isWithoutTime ? '429 without a time' : String(error_code)
  const body = { ok: false, error_code, description, ...(parameters && { parameters }) }
  return answer(name, error_code, JSON.stringify(body))
}
