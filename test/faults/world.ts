// A small world: people in groups at the stand-in Telegram, the program as a process, and faults on every way
// between them.
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'

import { systemClock } from '../../bot/sandbox/fake-telegram/delivery/clock.ts'
import { startTelegram, type Telegram } from '../../bot/sandbox/fake-telegram/fake-telegram.ts'
import { faultyProxy, type FaultPlan } from '../helpers/faulty-proxy.ts'
import { randomFrom } from '../helpers/random.ts'
import { tempFolder } from '../helpers/temp.ts'
import { diceFrom, type Dice } from './dice.ts'
import { createFigures, type Figures } from './figures.ts'
import { lakeInFolders, lakeOnS3, type Lake } from './lake.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { gather, GROUPS, type People } from './people.ts'
import { problemOf, START_SAYS } from './problems.ts'
import { startProgram, type End, type Program } from './program.ts'
import { supervise, type Supervisor } from './supervisor.ts'
import { deliveryFault } from './ways/delivery.ts'
import type { DrawFault } from './ways/named-fault.ts'
import { storeFault } from './ways/store.ts'
import { telegramFault } from './ways/telegram.ts'

export interface Plan {
  readonly name: string
  readonly store: 'folders' | 's3'
  readonly delivery: 'polling' | 'webhook'
  /** Whether the program is killed; one that is not shows what grows. */
  readonly isKilled: boolean
  /** With calm between them. */
  readonly storms: number
}

/** The ways on which requests travel. */
export type Way = 'telegram' | 'store' | 'delivery'

/** What can be waited for in order to kill the program just then. */
export type Moment = 'delivery' | 'answer' | 'store write'

export interface World {
  readonly plan: Plan
  readonly dice: Dice
  readonly telegram: Telegram
  readonly token: string
  readonly people: People
  readonly ledger: Ledger
  readonly figures: Figures
  readonly lake: Lake
  /** The folder for temporary files. */
  readonly tmp: string
  /** What must not happen: programs that ended by themselves, traces of bugs. */
  readonly problems: string[]
  readonly supervisor: Supervisor
  /** `lake start`, beside the one that is supervised. */
  start(): Program
  /** Between 0 and 1: how much of the traffic on a way goes wrong. */
  readonly rates: Record<Way, number>
  /** Calls once when the moment comes. */
  at(moment: Moment, act: () => void): void
  /** The program's wall clock is off by so much. */
  shiftClock(milliseconds: number): void
  /** Another program on the same lake; `killAfter` milliseconds (default: never). */
  beside(args: readonly string[], killAfter?: number): Promise<End>
  close(): Promise<void>
}

/** With a webhook, Telegram's waits are shortened, or nothing would be delivered between two kills. */
const WEBHOOK_SPEED = 3

export async function createWorld(plan: Plan, seed: number): Promise<World> {
  const dir = tempFolder()
  const tmp = join(dir, 'tmp')
  const clock = join(dir, 'clock')
  mkdirSync(tmp)
  writeFileSync(clock, '0')
  const dice = diceFrom(randomFrom(seed))
  const figures = createFigures()
  const ledger = createLedger()
  const problems: string[] = []
  const rates = { telegram: 0, store: 0, delivery: 0 }
  const moments = new Map<Moment, () => void>()

  const reached = (moment: Moment) => {
    const act = moments.get(moment)
    moments.delete(moment)
    act?.()
  }

  /** Each way has a sequence of its own, so that traffic on one does not change the others. */
  function faultsOn(way: Way, draw: DrawFault): { seed: number; plan: FaultPlan } {
    return {
      seed: seed + way.length,
      plan(request, random) {
        const ownDice = diceFrom(random)
        if (!ownDice.chance(rates[way])) return undefined
        const [name, fault] = draw(ownDice, request)
        figures.count('faults', `${way}: ${name}`)
        return fault
      },
    }
  }

  const speed = plan.delivery === 'webhook' ? WEBHOOK_SPEED : 1
  const telegram = await startTelegram({ limits: false, keptCalls: 0, clock: systemClock(speed) })
  const { people, token } = gather(telegram, dice)
  const api = await faultyProxy(telegram.apiRoot, {
    ...faultsOn('telegram', telegramFault),
    // The stand-in answers to its own name only.
    dropHeaders: ['host'],
    onRequest(request) {
      ledger.sending(request)
      if (/\/send(Message|Photo)$/.test(request.url)) reached('answer')
    },
    onExchange(exchange) {
      ledger.sent(exchange)
      if (!exchange.request.url.endsWith('/getUpdates')) return
      ledger.polled(exchange)
      reached('delivery')
    },
  })
  const lake =
    plan.store === 'folders'
      ? lakeInFolders(dir)
      : await lakeOnS3({
          ...faultsOn('store', storeFault),
          onRequest: ({ method }) => method === 'PUT' && reached('store write'),
        })
  const port = await freePort()
  const hook = await faultyProxy(`http://127.0.0.1:${port}`, {
    ...faultsOn('delivery', deliveryFault),
    onRequest: () => reached('delivery'),
    onExchange: ledger.posted,
  })
  const { PATH = '' } = process.env
  const env = {
    PATH,
    HOME: dir,
    TMPDIR: tmp,
    NODE_OPTIONS: `--import ${new URL('./shift-clock.js', import.meta.url).href}`,
    FAULTS_CLOCK: clock,
    ...lake.env,
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_ROOT: api.url,
    TELEGRAM_CHAT_ID: GROUPS.join(),
    TELEGRAM_WEBHOOK_SECRET: 'faults',
    PRIVACY_CONTACT: 'privacy@example.org',
    PORT: String(port),
    LANGUAGE: 'en',
  }
  if (plan.delivery === 'webhook') {
    await telegramCall(telegram, token, 'setWebhook', {
      url: `${hook.url}/webhook`,
      secret_token: 'faults',
      allowed_updates: ['message', 'edited_message', 'message_reaction', 'my_chat_member'],
    })
  }
  const start = (): Program =>
    startProgram(['start', ...(plan.delivery === 'webhook' ? ['--webhook'] : [])], env)
  const supervisor = supervise({
    start,
    onOwnEnd(end) {
      const wasRunning = end.stdout.includes(START_SAYS)
      const problem = problemOf(end, { wasRunning })
      if (problem) problems.push(`lake start ended by itself: ${problem}`)
      else figures.count('programs', 'not started while the store was out')
    },
  })

  return {
    plan,
    dice,
    telegram,
    token,
    people,
    ledger,
    figures,
    lake,
    tmp,
    problems,
    supervisor,
    start,
    rates,
    at: (moment, act) => void moments.set(moment, act),
    shiftClock: (milliseconds) => writeFileSync(clock, String(milliseconds)),
    async beside(args, killAfter) {
      const program = startProgram(args, env)
      const timer = killAfter && setTimeout(() => program.signal('SIGKILL'), killAfter)
      const end = await program.ended
      clearTimeout(timer)
      figures.count('programs', `lake ${args[0]} beside`)
      const problem = problemOf(end, { wasRunning: false })
      if (problem) problems.push(`lake ${args.join(' ')}: ${problem}`)
      return end
    },
    async close() {
      const program = supervisor.program()
      if (!program.isOver()) await supervisor.stop()
      await Promise.all([api.close(), hook.close(), telegram.close()])
      await lake.close()
    },
  }
}

/** Calls the Bot API as the operator, past the faults. */
export async function telegramCall(
  { apiRoot }: Pick<Telegram, 'apiRoot'>,
  token: string,
  method: string,
  params: object = {},
): Promise<unknown> {
  const response = await fetch(`${apiRoot}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(params),
  })
  return ((await response.json()) as { result: unknown }).result
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
