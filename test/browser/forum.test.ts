import { join } from 'node:path'

import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { tempFolder } from '../helpers/temp.ts'
import { launch } from './browser.ts'
import { textOf, visitSandbox } from './visit.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

/** A property of an element's style, without the types of the DOM. */
function styleOf(element: Locator, name: string): Promise<string | undefined> {
  return element.evaluate((node, each) => {
    const { getComputedStyle } = globalThis as unknown as {
      getComputedStyle(of: unknown): Record<string, string>
    }
    return getComputedStyle(node)[each]
  }, name)
}

const visit = () => visitSandbox(browser, {}, 'lojistas')

describe('topics', () => {
  it('are opened and written in, and answers stay in theirs', async () => {
    const { page, write, state, settled } = await visit()
    const topics = page.locator('.topics button')
    expect(await topics.allInnerTexts()).toEqual([
      'All',
      'General',
      'Pedidos e entregas',
      'Pagamentos e repasses',
      'Cardápio e fotos',
      'With the bot in private',
    ])
    const all = await page.locator('.row').count()
    await topics.filter({ hasText: 'Pagamentos' }).click()
    await expect.poll(() => page.locator('.row').count()).toBeLessThan(all)
    await write('meu repasse atrasou?')
    await expect.poll(() => textOf(page)).toBe('meu repasse atrasou?')
    await write('/hours 7d')
    await page.locator('.picture img').waitFor()
    await settled()
    await topics.filter({ hasText: 'General' }).click()
    await expect.poll(() => page.getByText('meu repasse atrasou?').count()).toBe(0)

    await topics.filter({ hasText: 'All' }).click()
    const asked = page.locator('.row', { hasText: 'meu repasse atrasou?' }).first()
    expect(await asked.locator('.topic').innerText()).toBe('# Pagamentos e repasses')
    await asked.focus()
    await page.keyboard.press('r')
    await page.keyboard.type('sim, cai amanhã')
    await page.keyboard.press('Enter')
    await expect.poll(() => textOf(page)).toBe('sim, cai amanhã')
    const { messages } = await state()
    const topic = messages.find(
      (each) => each.forum_topic_created?.name === 'Pagamentos e repasses',
    )
    for (const message of messages.slice(-4)) {
      expect(message).toMatchObject({
        is_topic_message: true,
        message_thread_id: topic?.message_id,
      })
    }
    await page.screenshot({ path: join(process.env.SCREENSHOTS ?? tempFolder(), 'forum.png') })
    await page.context().close()
  })
})

describe('the private chat with the bot', () => {
  it('is beside the group, for whoever one writes as', async () => {
    const { page, write, as, stranger, admin } = await visit()
    const all = await page.locator('.row').count()
    const chats = page.locator('.topics button')
    await chats.filter({ hasText: 'private' }).click()
    await expect.poll(() => page.locator('.row').count()).toBe(0)
    await write('/stats 7d')
    await page.locator('.picture img').waitFor()
    expect(await page.locator('header.bar h1').first().innerText()).toBe('telegram-lake')
    await as(stranger)
    await expect.poll(() => page.locator('.row').count()).toBe(0)
    await write('/stats')
    await expect.poll(() => textOf(page)).toMatch(/^I answer only administrators/)
    await as(admin)
    await page.locator('.picture img').waitFor()
    await page.screenshot({ path: join(process.env.SCREENSHOTS ?? tempFolder(), 'private.png') })
    await chats.filter({ hasText: 'All' }).click()
    await expect.poll(() => page.locator('.row').count()).toBe(all)
    await page.context().close()
  })
})

describe('what is no text', () => {
  it('is shown by what is known of it: stickers, voice, pictures that are gone', async () => {
    const { page, state } = await visit()
    const { messages } = await state()
    const sticker = messages.findLast((each) => each.sticker)
    const voice = messages.findLast((each) => each.voice)
    const photo = messages.findLast((each) => each.photo)
    const row = (id = 0) => page.locator(`#message-${id}`)
    expect(await row(sticker?.message_id).locator('.sticker').innerText()).toBe(
      sticker?.sticker?.emoji,
    )
    expect(await row(voice?.message_id).locator('.voice').innerText()).toMatch(/^🎤 \d:\d\d$/)
    await row(photo?.message_id).scrollIntoViewIfNeeded()
    await expect
      .poll(() => row(photo?.message_id).locator('.gone').innerText())
      .toBe('Picture no longer kept')
    await page.context().close()
  })
})

describe('the page', () => {
  it('closes the emoji when one does something else', async () => {
    const { page } = await visit()
    const last = page.locator('.row').last()
    const palette = page.locator('.palette')
    const open = async () => {
      await last.hover()
      await last.getByRole('button', { name: 'React' }).click()
      await palette.waitFor()
    }
    await open()
    await page.keyboard.press('Escape')
    await expect.poll(() => palette.count()).toBe(0)
    await open()
    await page.locator('.composer textarea').click()
    await expect.poll(() => palette.count()).toBe(0)
    await page.context().close()
  })

  it('names the day over its messages while one scrolls, and then no more', async () => {
    const { page } = await visit()
    const list = page.locator('.messages')
    await list.evaluate((node) => Object.assign(node, { scrollTop: 900 }))
    await page.locator('.messages.scrolling .day.over').last().waitFor()
    await page.locator('.messages:not(.scrolling)').waitFor()
    await expect.poll(() => styleOf(page.locator('.day.over span').last(), 'opacity')).toBe('0')
    await page.context().close()
  })

  it('writes each text in its own direction', async () => {
    const { page, write } = await visit()
    await write('שלום לכולם')
    await expect.poll(() => textOf(page)).toBe('שלום לכולם')
    const direction = (selector: string) =>
      styleOf(page.locator('.row').last().locator(selector), 'direction')
    expect(await direction('.body')).toBe('rtl')
    await write('hello')
    await expect.poll(() => textOf(page)).toBe('hello')
    expect(await direction('.body')).toBe('ltr')
    await page.context().close()
  })

  it('stops a statement that takes too long', async () => {
    const { page } = await visit()
    const statement = page.locator('.sql textarea')
    await statement.fill('select count(*) from range(100000000000) as a(x), range(1000) as b(y)')
    await statement.press('Control+Enter')
    await page.getByRole('button', { name: 'Stop' }).click()
    await expect.poll(() => page.locator('.error').innerText()).toBe('Stopped.')
    await statement.fill('select 1 as one')
    await statement.press('Control+Enter')
    await expect.poll(() => page.locator('.result td').allInnerTexts()).toEqual(['1'])
    await page.context().close()
  })
})
