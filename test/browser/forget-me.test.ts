import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { launch } from './browser.ts'
import { textOf, visitSandbox } from './visit.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

/** Runs a statement in the SQL box and gives the cells of the answer. */
async function sql(page: Page, statement: string): Promise<string[]> {
  const box = page.locator('.sql textarea')
  await box.fill(statement)
  const answered = page.waitForResponse((response) => response.url().endsWith('/sandbox/sql'))
  await box.press('Control+Enter')
  await answered
  return page.locator('.sql td').allInnerTexts()
}

describe('a member who presses /forgetme', () => {
  it('is gone from the lake panel, /stats and the SQL box; the others stay', async () => {
    const { page, as, write, member, admin, last, lake, settled, done } =
      await visitSandbox(browser)
    const name = await page.evaluate(async (id) => {
      const state = (await (await fetch('/sandbox/state')).json()) as {
        people: { user: { id: number; first_name: string } }[]
      }
      return state.people.find(({ user }) => user.id === id)?.user.first_name ?? ''
    }, member)
    await as(member)
    await write('how do I mend my printer?')
    await expect.poll(() => textOf(page)).toBe('how do I mend my printer?')
    await as(admin)
    await write('switch it off and on again')
    await settled()
    await write('/stats 7d')
    await page.locator('.picture').waitFor()
    const stats = page.locator('.row').last()
    expect(await stats.innerText()).toContain(name)
    const people = 'select sender_name from messages order by 1'
    await expect.poll(() => sql(page, people)).toContain(name)
    const before = Number(await page.locator('.figure').first().innerText())
    expect(before).toBeGreaterThan(1)

    await as(member)
    await write('/forgetme')
    await expect.poll(() => textOf(page)).toMatch(/^Shall I erase everything that I have of you/)
    await last.getByRole('button', { name: 'Yes, erase it' }).click()
    await expect.poll(() => textOf(page)).toMatch(/^Done: nothing of yours is shown any more/)
    await settled()

    await expect.poll(() => lake.log.named('erasure_done')).toHaveLength(1)
    const gone = `select count(*) from telegram where user_id = ${member}`
    await expect.poll(() => sql(page, gone)).toEqual(['0'])
    expect(await sql(page, people)).not.toContain(name)
    const keys: string[] = []
    for await (const key of lake.raw.list('telegram/')) {
      keys.push(key.split('/').at(-1) ?? '')
      expect(Buffer.from((await lake.raw.get(key)) ?? []).toString()).not.toContain('my printer')
    }
    const shown = () => page.locator('.stored li').allInnerTexts()
    const isThere = (line: string) => keys.some((key) => line.includes(key))
    await expect.poll(async () => (await shown()).every(isThere)).toBe(true)
    await as(admin)
    await write('/stats 7d')
    await page.locator('.picture').nth(1).waitFor()
    expect(await page.locator('.row').last().innerText()).not.toContain(name)
    await done()
  }, 120_000)
})
