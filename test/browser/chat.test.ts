import { join } from 'node:path'

import type { Browser, BrowserContextOptions, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { tempFolder } from '../helpers/temp.ts'
import { sandboxOver } from '../bot/sandbox/harness.ts'
import { launch } from './browser.ts'
import { textOf, visitSandbox } from './visit.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const visit = (options: BrowserContextOptions = {}) => visitSandbox(browser, options)

/** A number of an element, without the types of the DOM. */
async function number(element: Locator, name: string): Promise<number> {
  return element.evaluate(
    (node, each) => (node as unknown as Record<string, number>)[each] ?? 0,
    name,
  )
}

describe('writing', () => {
  it('shows the message, and the lake stores it meanwhile', async () => {
    const { page, write, done } = await visit()
    expect(await page.locator('.figure').first().innerText()).toBe('0')
    await write('how do I exit vim?')
    await expect.poll(() => textOf(page)).toBe('how do I exit vim?')
    await expect.poll(() => page.locator('.figure').first().innerText()).toBe('1')
    expect(await page.locator('.stored li').first().innerText()).toMatch(/\d{10}\.json/)
    expect(await page.locator('.state').innerText()).toBe('New messages waiting')
    await done()
  })

  it('is text, whatever it looks like', async () => {
    const { page, write, done } = await visit()
    const text = '<img src=x onerror="document.title=1"> <b>bold</b> javascript:alert(1)'
    await write(text)
    await expect.poll(() => textOf(page)).toBe(text)
    expect(await page.locator('.row').last().locator('img, b, a').count()).toBe(0)
    expect(await page.title()).toMatch(/^Ubuntu support/)
    await done()
  })

  it('answers and edits by keyboard alone', async () => {
    const { page, field, last, write, done } = await visit()
    await write('first')
    await expect.poll(() => textOf(page)).toBe('first')
    await field.press('ArrowUp')
    await expect.poll(() => field.inputValue()).toBe('first')
    await field.fill('first, mended')
    await field.press('Enter')
    await expect.poll(() => textOf(page)).toBe('first, mended')
    expect(await last.locator('.meta').innerText()).toContain('edited')

    await last.focus()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('r')
    await page.keyboard.type('an answer')
    await page.keyboard.press('Enter')
    await expect.poll(() => textOf(page)).toBe('an answer')
    expect(await last.locator('.quote').innerText()).toContain('first, mended')
    await done()
  })

  it('as another member shows who is who', async () => {
    const { page, as, write, member, admin, stranger, field, done } = await visit()
    await as(member)
    await write('I am a member')
    await expect.poll(() => textOf(page)).toBe('I am a member')
    expect(await page.locator('.row.own').last().locator('.text').innerText()).toBe('I am a member')
    await as(admin)
    await expect.poll(() => page.locator('.row').last().getAttribute('class')).not.toContain('own')
    await as(stranger)
    expect(await field.count()).toBe(0)
    await page.locator('.composer .primary').click()
    await expect.poll(() => page.locator('.service').last().innerText()).toMatch(/joined the group/)
    await write('hello')
    await expect.poll(() => textOf(page)).toBe('hello')
    await done()
  })
})

describe('the bot', () => {
  it('gives administrators a picture, which opens large, and refuses members', async () => {
    const { page, as, write, member, admin, done } = await visit()
    await as(member)
    await write('/stats')
    await expect.poll(() => textOf(page)).toMatch(/^Only the administrators/)
    await as(admin)
    await write('/stats')
    const picture = page.locator('.picture img')
    await picture.waitFor()
    await expect.poll(() => number(picture, 'naturalWidth')).toBeGreaterThan(600)
    await page.locator('.picture').click()
    expect(await page.locator('dialog img').isVisible()).toBe(true)
    await page.keyboard.press('Escape')
    await expect.poll(() => page.locator('dialog').count()).toBe(0)
    await done()
  })

  it('switches the period in place when its button is pressed, and tells members no', async () => {
    const { page, as, write, last, member, done } = await visit()
    await write('/stats 7d')
    await page.locator('.picture').waitFor()
    const rows = await page.locator('.row').count()
    const source = await page.locator('.picture img').getAttribute('src')
    await last.getByRole('button', { name: '30 d' }).click()
    await expect.poll(() => page.locator('.picture img').getAttribute('src')).not.toBe(source)
    expect(await page.locator('.row').count()).toBe(rows)
    expect(await last.getByRole('button', { name: '• 30 d' }).count()).toBe(1)
    expect(await last.locator('.meta').innerText()).toContain('edited')

    await as(member)
    await last.getByRole('button', { name: '7 d' }).first().click()
    await expect.poll(() => page.locator('.toast').innerText()).toMatch(/^Only the administrators/)
    await done()
  })

  it('offers its commands, by keyboard too', async () => {
    const { page, as, field, member, admin, done } = await visit()
    await field.pressSequentially('/')
    const menu = page.locator('.commands li')
    expect(await menu.count()).toBeGreaterThan(5)
    await as(member)
    expect(await menu.allInnerTexts()).toHaveLength(7)
    await as(admin)
    await field.fill('/he')
    await field.press('Enter')
    await expect.poll(() => textOf(page)).toContain('/privacy')
    await done()
  })
})

describe('the lake', () => {
  it('shows an edit in SQL after a compaction, and says what is wrong with a statement', async () => {
    const { page, field, write, settled, complaints, done } = await visit()
    await write('how do I exit vim?')
    await expect.poll(() => textOf(page)).toBe('how do I exit vim?')
    await field.press('ArrowUp')
    await write('how do I leave vim?')
    await expect.poll(() => textOf(page)).toBe('how do I leave vim?')
    await settled()
    await page.getByRole('button', { name: 'Compact now' }).click()
    await expect.poll(() => page.locator('.state').innerText()).toBe('Up to date')
    const statement = page.locator('.sql textarea')
    await statement.fill('select text, edit_count from messages')
    await statement.press('Control+Enter')
    await expect
      .poll(() => page.locator('.result td').allInnerTexts())
      .toEqual(['how do I leave vim?', '1'])

    await statement.fill(`copy messages to 'messages.csv'`)
    await page.getByRole('button', { name: /^Run/ }).click()
    await expect.poll(() => page.locator('.error').innerText()).toMatch(/read only/)
    // The browser itself names the answer 400.
    expect(complaints.splice(0)).toHaveLength(1)
    await done()
  })
})

describe('the page', () => {
  it('keeps everything when it is loaded again', async () => {
    const { page, as, write, member, admin, done } = await visit()
    await write('/stats')
    await page.locator('.picture').waitFor()
    await as(member)
    await write('and this')
    await expect.poll(() => textOf(page)).toBe('and this')
    const before = await page.locator('.messages').innerText()
    await page.reload()
    await page.locator('.picture').waitFor()
    expect(await page.locator('.messages').innerText()).toBe(before)
    expect(await page.locator('.row.own').last().locator('.text').innerText()).toBe('and this')
    expect(admin).not.toBe(member)
    await done()
  })

  it('stays where one reads, and follows what is new at the end', async () => {
    const { page, post, member, done } = await visit()
    const list = page.locator('.messages')
    const left = async () =>
      (await number(list, 'scrollHeight')) -
      (await number(list, 'clientHeight')) -
      (await number(list, 'scrollTop'))
    await post('send', { user_id: member, text: 'one' })
    await expect.poll(() => textOf(page)).toBe('one')
    expect(await left()).toBeLessThan(5)

    await list.evaluate((element) => Object.assign(element, { scrollTop: 400 }))
    await page.locator('.newest').waitFor()
    await post('send', { user_id: member, text: 'two' })
    await expect.poll(() => page.locator('.newest .count').innerText()).toBe('1')
    expect(await number(list, 'scrollTop')).toBe(400)
    await page.locator('.newest button').click()
    await expect.poll(left).toBeLessThan(5)
    await done()
  })

  it('comes back by itself when the program does', async () => {
    const { page, end, lake, port, complaints } = await visit()
    await end()
    await page.locator('.offline').waitFor()
    const again = await sandboxOver(lake, Number(port))
    await page.locator('.offline').waitFor({ state: 'detached' })
    await again.post('send', { user_id: again.member, text: 'we are back' })
    await expect.poll(() => textOf(page)).toBe('we are back')
    expect(complaints.filter((text) => !/ERR_(CONNECTION|INCOMPLETE|EMPTY)/.test(text))).toEqual([])
    await page.context().close()
  })

  it('fits a phone, where the lake is a drawer, and the dark', async () => {
    const phone = {
      viewport: { width: 390, height: 844 },
      colorScheme: 'dark',
      reducedMotion: 'reduce',
    } as const
    const { page, write, done } = await visit(phone)
    const folder = process.env.SCREENSHOTS ?? tempFolder()
    await write('/stats')
    await page.locator('.picture').waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
    expect(await page.locator('aside').isVisible()).toBe(false)
    const picture = await page.screenshot({ path: join(folder, 'phone-dark.png') })
    expect(picture.length).toBeGreaterThan(10_000)
    await page.locator('.to-lake').click()
    await page.locator('.sql').waitFor()
    await page.screenshot({ path: join(folder, 'phone-dark-lake.png') })
    await page.locator('aside .icon-button').first().click()
    await expect.poll(() => page.locator('aside').isVisible()).toBe(false)
    expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(237, 242, 246)')
    await done()
  })
})
