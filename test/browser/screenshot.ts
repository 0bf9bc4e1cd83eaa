// Makes the README's first picture, bot/sandbox/screenshot.png: `lake start` over an empty folder, the sample in it,
// and a member's question and an admin's /stats in the chat.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import type { Page } from 'playwright-core'

import { launch, openPage } from './browser.ts'

const target = 'bot/sandbox/screenshot.png'
const MAX_BYTES = 300_000

const folder = await mkdtemp(join(tmpdir(), 'telegram-lake-'))
const env = {
  ...process.env,
  LC_ALL: 'C',
  LAKE_DIR: folder,
  PORT: '0',
  LANGUAGE: 'en',
  TELEGRAM_BOT_TOKEN: '',
}
const child = spawn(process.execPath, ['bot/lake.js', 'start'], { env })
const browser = await launch()
try {
  const { page } = await openPage(browser, await listening(), {
    viewport: { width: 1280, height: 1220 },
    colorScheme: 'light',
  })
  await talk(page)
  const picture = await page.screenshot()
  if (picture.length > MAX_BYTES) {
    throw new Error(`screenshot: ${picture.length} bytes are more than ${MAX_BYTES}`)
  }
  await writeFile(target, picture)
  console.info(`${target}: ${picture.length} bytes`)
} finally {
  await browser.close()
  child.kill('SIGINT')
  await once(child, 'exit')
  await rm(folder, { recursive: true })
}

/** Where the program listens, once the sample is in the lake. */
async function listening(): Promise<string> {
  for await (const line of createInterface(child.stdout)) {
    const url = /^Listening at (\S+)/.exec(line)?.[1]
    if (url) return url
  }
  throw new Error('screenshot: the program ended before it listened')
}

async function talk(page: Page): Promise<void> {
  const write = async (member: string, text: string) => {
    await page.locator('.switch > button').click()
    await page.getByRole('option', { name: member }).first().click()
    await page.locator('.composer textarea').fill(text)
    await page.locator('.composer textarea').press('Enter')
  }
  await write('member', 'How do I see which folder fills my disk?')
  await page.locator('.row.own').last().getByText('which folder').waitFor()
  await write('admin', '/stats')
  await page.locator('.picture img').waitFor()
  await page.getByRole('button', { name: /^Run/ }).click()
  await page.locator('.result td').first().waitFor()
  // The keys of what was stored have faded, and the pointer is nowhere.
  await page.mouse.move(0, 0)
  await page.locator('.panel-content').evaluate((panel) => Object.assign(panel, { scrollTop: 0 }))
  await page.waitForTimeout(2500)
}
