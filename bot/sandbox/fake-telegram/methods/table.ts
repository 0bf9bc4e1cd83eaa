import type { Polling } from '../delivery/polling.ts'
import type { Webhooks } from '../delivery/webhooks.ts'
import type { Method } from './call.ts'
import { answerCallbackQuery } from './callbacks.ts'
import { chatMethods } from './chats.ts'
import { commandMethods } from './commands.ts'
import { editingMethods } from './editing.ts'
import { getFile } from './files.ts'
import type { Limiter } from './limits.ts'
import { sendingMethods } from './sending.ts'
import { updateMethods } from './updates.ts'

export interface MethodDeps {
  readonly limiter: Limiter
  readonly polling: Polling
  readonly webhooks: Webhooks
}

/** Every method that the stand-in knows, by lower-case name: Telegram does not mind the case. */
export function methodTable({ limiter, polling, webhooks }: MethodDeps): Map<string, Method> {
  const methods: Record<string, Method> = {
    ...updateMethods(polling, webhooks),
    ...sendingMethods(limiter),
    ...editingMethods(limiter),
    ...chatMethods,
    ...commandMethods,
    answerCallbackQuery,
    getFile,
  }
  return new Map(Object.entries(methods).map(([name, method]) => [name.toLowerCase(), method]))
}
