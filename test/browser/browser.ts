import { existsSync } from 'node:fs'

import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** Headless, and quiet: without these a browser asks its maker for this and that. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts Chromium, from Debian's package unless CHROMIUM names another. */
export async function launch(): Promise<Browser> {
  if (!existsSync(executablePath)) {
    throw new Error(`there is no ${executablePath}: apt-get install chromium, or set CHROMIUM`)
  }
  return chromium.launch({ executablePath, args: quiet })
}

export interface Opened {
  readonly page: Page
  /** Every address that the page asked for. */
  readonly requests: string[]
  /** What the page complained about. */
  readonly complaints: string[]
}

/** A page of its own, with an ear on what it asks for and complains about. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  const page = await context.newPage()
  const requests: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  await page.goto(url)
  await page.locator('.row').last().waitFor()
  return { page, requests, complaints }
}
