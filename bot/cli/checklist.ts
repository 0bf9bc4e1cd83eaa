import { checkLine, isAnyWrong, type Check } from '../checks/check.ts'
import { oneLine } from '../reports/display-text.ts'

/** While something is wrong, somebody is probably mending it. */
const SOON_MILLISECONDS = 15_000
const LATER_MILLISECONDS = 5 * 60_000

export interface ChecklistDeps {
  /** Undefined when there is nothing to see just now: what is printed stays, and `watch` looks again soon. */
  examine(): Promise<readonly Check[] | undefined>
  readonly words: Parameters<typeof checkLine>[1]
  say(text: string): void
  /** Ends early when the signal aborts. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

export interface Checklist {
  /** Looks now, and prints the list if it is not the one printed last. */
  look(): Promise<void>
  /** Looks now and then until the signal aborts: more often while something is wrong. */
  watch(signal: AbortSignal): Promise<void>
  /** Something may have changed: `watch` looks at once. */
  wake(): void
}

/** The checks as the terminal shows them: all of them, and all of them again when one changes. */
export function createChecklist({ examine, words, say, sleep }: ChecklistDeps): Checklist {
  let printed = ''
  let isWrong = false
  let sleeping = new AbortController()

  async function look(): Promise<void> {
    const checks = await examine()
    isWrong = !checks || isAnyWrong(checks)
    if (!checks) return
    const list = checks.map((check) => oneLine(checkLine(check, words))).join('\n')
    if (list !== printed) say(printed === '' ? list : `\n${list}`)
    printed = list
  }

  return {
    look,
    async watch(signal) {
      while (!signal.aborted) {
        await sleep(
          isWrong ? SOON_MILLISECONDS : LATER_MILLISECONDS,
          AbortSignal.any([signal, sleeping.signal]),
        )
        sleeping = new AbortController()
        if (!signal.aborted) await look()
      }
    },
    wake: () => sleeping.abort(),
  }
}
