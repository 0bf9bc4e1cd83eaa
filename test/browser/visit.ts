import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'

import type { SampleName } from '../../bot/sandbox/sample.ts'
import { sandboxOver } from '../bot/sandbox/harness.ts'
import { tempLake } from '../helpers/lake.ts'
import { openPage } from './browser.ts'

/** A sandbox with its page open. `done` checks what must hold of every visit. */
export async function visitSandbox(
  browser: Browser,
  options: BrowserContextOptions = {},
  sample: SampleName = 'ubuntu',
) {
  const sandbox = await sandboxOver(tempLake(), 0, sample)
  const { page, requests, complaints } = await openPage(browser, sandbox.sandbox.url, options)
  const names = new Map(
    (await sandbox.state()).people.map(({ user }) => [user.id, user.first_name]),
  )
  const field = page.locator('.composer textarea')
  return {
    ...sandbox,
    page,
    complaints,
    field,
    last: page.locator('.row').last(),
    async as(userId: number) {
      await page.locator('.switch > button').click()
      await page
        .getByRole('option', { name: names.get(userId) ?? '', exact: false })
        .first()
        .click()
    },
    async write(text: string) {
      await field.fill(text)
      await field.press('Enter')
    },
    async done() {
      const elsewhere = requests.filter((url) => new URL(url).origin !== sandbox.sandbox.url)
      expect(elsewhere).toEqual([])
      expect(complaints).toEqual([])
      await page.context().close()
    },
  }
}

/** What the last message says. */
export const textOf = (page: Page) => page.locator('.row').last().locator('.text').innerText()
