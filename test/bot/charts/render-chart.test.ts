import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { renderChart } from '../../../bot/charts/render-chart.ts'
import { themes } from '../../../bot/charts/themes.ts'
import { type DrawnText, missingGlyphs, pixelsOf, renderRecorded } from './recorder.ts'
import {
  bars,
  card,
  days,
  hardNames,
  hostileNames,
  hours,
  overview,
  pictures,
  ranking,
  shares,
  stackedBars,
} from './samples.ts'

const light = { theme: 'light', locale: 'pt-BR' } as const
const dark = { theme: 'dark', locale: 'en' } as const

/** Lines may touch where an emoji or a stack of accents is tall. */
const overlap = ({ box: one }: DrawnText, { box: other }: DrawnText, tolerance = 4) =>
  one.left < other.right &&
  other.left < one.right &&
  one.top + tolerance < other.bottom &&
  other.top + tolerance < one.bottom

describe.each([light, dark])('a $theme card', (options) => {
  it.each(Object.entries(pictures))('shows %s in full and legibly', async (_, spec) => {
    const { png, texts } = await renderRecorded(spec, options)

    const { width, height, isOpaque, colourAt } = await pixelsOf(png)
    expect(isOpaque).toBe(true)
    expect(width).toBeLessThanOrEqual(1280)
    expect(height).toBeLessThanOrEqual(1280)
    expect(width / height).toBeLessThan(3)
    expect(colourAt(2, 2)).toBe(themes[options.theme].ground)
    expect(colourAt(width - 2, height - 2)).toBe(themes[options.theme].ground)

    expect(texts.length).toBeGreaterThan(0)
    for (const text of texts) {
      expect(missingGlyphs(text), text.text).toEqual([])
      // 11 points on a phone 390 points wide.
      expect((text.fontSize * 390) / width).toBeGreaterThanOrEqual(11)
      expect(text.box.left, text.text).toBeGreaterThanOrEqual(20)
      expect(text.box.right, text.text).toBeLessThanOrEqual(width - 20)
      expect(text.box.top, text.text).toBeGreaterThanOrEqual(20)
      expect(text.box.bottom, text.text).toBeLessThanOrEqual(height - 20)
    }
    const clashes = texts.flatMap((one, i) =>
      texts.slice(i + 1).flatMap((other) => (overlap(one, other) ? [[one.text, other.text]] : [])),
    )
    expect(clashes).toEqual([])
  })

  it('is the same bytes every time', async () => {
    for (const spec of [bars(30), stackedBars(30), ranking(hardNames), hours()]) {
      const first = await renderChart(spec, options)
      expect(Buffer.compare(first, await renderChart(structuredClone(spec), options))).toBe(0)
    }
  })
})

describe('texts on a card', () => {
  it('include title, subtitle and footer on every picture, even an empty one', async () => {
    for (const spec of [bars(3), ranking(['Ana']), hours(), ranking([])]) {
      const { texts } = await renderRecorded(spec, light)
      const said = texts.map(({ text }) => text)
      expect(said).toEqual(expect.arrayContaining([card.title, card.subtitle, card.footer]))
    }
  })

  it('say that there is no data instead of showing an empty plot', async () => {
    for (const spec of [bars(0), ranking([]), hours(0)]) {
      const { texts } = await renderRecorded(spec, light)
      expect(texts.map(({ text }) => text)).toContain(card.noData)
    }
  })

  it('use the locale for numbers and months', async () => {
    const spec = bars(31, 1_000_000)
    const said = async (locale: string) => {
      const { texts } = await renderRecorded(spec, { theme: 'light', locale })
      return texts.map(({ text }) => text)
    }
    expect(await said('pt-BR')).toEqual(expect.arrayContaining(['nov.', '2 mi', '2.099.809']))
    expect(await said('en')).toEqual(expect.arrayContaining(['Nov', '2M', '2,099,809']))
    expect(await said('es')).toEqual(expect.arrayContaining(['nov', '2 M', '2.099.809']))
  })
})

describe('bars', () => {
  it('label 400 days by month and keep every bar visible', async () => {
    const spec = { ...bars(400), series: [{ name: 'm', values: days(400).map(() => 5) }] as const }
    const { png, texts } = await renderRecorded(spec, dark)
    const months = texts.filter(({ text }) => /^[A-Z][a-z]{2}$/.test(text))
    expect(months.map(({ text }) => text)).toEqual([
      'Nov',
      'Jan',
      'Mar',
      'May',
      'Jul',
      'Sep',
      'Nov',
    ])
    const { colourAt } = await pixelsOf(png)
    const coloured = Array.from({ length: 880 }, (_, i) => colourAt(120 + i, 500))
    expect(coloured.filter((colour) => colour === themes.dark.ground)).toEqual([])
  })

  it('highlight the highest bar and show its number', async () => {
    const spec = {
      ...bars(30),
      series: [{ name: 'm', values: days(30).map((_, i) => i + 1) }] as const,
    }
    const { png, texts } = await renderRecorded(spec, light)
    const number = texts.find(({ text, box }) => text === '30' && box.left > 900 && box.top < 300)
    const { colourAt } = await pixelsOf(png)
    const { left = 0, right = 0, bottom = 0 } = number?.box ?? {}
    expect(number).toBeDefined()
    expect(colourAt((left + right) / 2, bottom + 40)).toBe(themes.light.accent)
    expect(colourAt((left + right) / 2 - 30, bottom + 300)).toBe(themes.light.bars[0])
  })

  it('show no number where the value is unknown', async () => {
    const spec = { ...bars(3), series: [{ name: 'm', values: [7, null, 0] }] as const }
    const { texts } = await renderRecorded(spec, light)
    const lastRow = Math.max(...texts.filter(({ text }) => text === '7').map(({ box }) => box.top))
    expect(lastRow).toBeGreaterThan(0)
    expect(texts.filter(({ text }) => text === '0')).toHaveLength(2)
  })
})

describe('days', () => {
  it('of weekends are shaded', async () => {
    const spec = { ...bars(7), x: { values: days(7), areDays: true } }
    const series = [{ name: 'm', values: [9, 1, 1, 1, 1, 1, 1] }] as const
    const { colourAt } = await pixelsOf(await renderChart({ ...spec, series }, light))
    // The first of November 2026 is a Sunday; above the bars of Monday to Friday is nothing.
    const shaded = Array.from({ length: 7 }, (_, i) => colourAt(110 + (i + 0.03) * 131, 560))
    expect(shaded.map((colour) => colour === themes.light.empty)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
      true,
    ])
  })

  it('that are not over are drawn lighter', async () => {
    const series = [{ name: 'm', values: [8, 9, 8] }] as const
    const last = async (isLastUnfinished: boolean) => {
      const png = await renderChart({ ...bars(3), series, isLastUnfinished }, light)
      return (await pixelsOf(png)).colourAt(870, 600)
    }
    expect(await last(false)).toBe(themes.light.bars[0])
    expect(await last(true)).toBe('#a2c5ee')
  })
})

describe('shares', () => {
  it('fill the height, and the axis is in percent', async () => {
    const { png, texts } = await renderRecorded(shares(7), light)
    expect(texts.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['0%', '25%', '50%', '75%', '100%']),
    )
    const { colourAt } = await pixelsOf(png)
    expect(colourAt(220, 290)).toBe(themes.light.bars[2])
    expect(colourAt(220, 690)).toBe(themes.light.bars[0])
  })
})

describe('an overview', () => {
  it('has its figures with their changes, the parts, bars and hours', async () => {
    const { texts } = await renderRecorded(overview(), light)
    const said = texts.map(({ text }) => text)
    expect(said).toEqual(
      expect.arrayContaining([
        '10.845',
        '+6,2 %',
        'Perguntas respondidas',
        'Com “responder” 41 %',
        '210',
        '40 mensagens · quinta, 15h–16h',
        'seg.',
        '21h',
      ]),
    )
  })

  it('has room between the changes and what comes below them', async () => {
    const { texts } = await renderRecorded(overview(), light)
    const boxOf = (words: string) => texts.find(({ text }) => text === words)?.box
    const [change, label] = [boxOf('+6,2 %'), boxOf('Perguntas respondidas')]
    expect((label?.top ?? 0) - (change?.bottom ?? 0)).toBeGreaterThan(30)
  })

  it('leaves the parts out where there are none', async () => {
    const spec = { ...overview(), parts: { label: 'Respostas', values: [] } }
    const { texts } = await renderRecorded(spec, light)
    expect(texts.map(({ text }) => text)).not.toContain('Respostas')
  })
})

describe('a ranking', () => {
  it('keeps the line of the average out of its numbers, between their words too', async () => {
    const rows = [100, 82, 79, 77, 75].map((value) => ({
      label: 'Ana',
      value,
      text: `${value} (24 textos)`,
    }))
    const beside = (value: number) =>
      renderRecorded({ ...ranking([]), rows, reference: { label: 'média', value } }, light)
    const [crossing, apart] = [await beside(80), await beside(1)]
    const [one, other] = [await pixelsOf(crossing.png), await pixelsOf(apart.png)]
    const numbers = crossing.texts.filter(({ text }) => text.endsWith('textos)'))
    expect(numbers).toHaveLength(5)
    for (const { text, box } of numbers) {
      const different: string[] = []
      for (let x = Math.floor(box.left); x <= box.right; x += 1) {
        for (let y = Math.floor(box.top); y <= box.bottom; y += 1) {
          if (one.colourAt(x, y) !== other.colourAt(x, y)) different.push(`${x},${y}`)
        }
      }
      expect(different, text).toEqual([])
    }
  })

  it('draws every name: the picture differs from one without it', async () => {
    for (const names of [hardNames, hostileNames.slice(5)]) {
      const nameless = await renderChart(ranking(names.map(() => '')), light)
      for (const [i] of names.entries()) {
        const oneName = names.map((name, at) => (at === i ? name : ''))
        expect(Buffer.compare(nameless, await renderChart(ranking(oneName), light))).not.toBe(0)
      }
    }
  })

  it('leaves at least half the width to the bars, however long the names are', async () => {
    const spec = ranking(['Ana', 'Bia', 'Caio', hostileNames[0] ?? '', '山'.repeat(60)])
    const { colourAt } = await pixelsOf(await renderChart(spec, light))
    const firstBar = Array.from({ length: 1080 }, (_, x) => x).find(
      (x) => colourAt(x, 205) === themes.light.accent,
    )
    expect(firstBar).toBeLessThanOrEqual(540)
  })

  it('puts the number after the bar, whatever the direction of the name', async () => {
    const { texts } = await renderRecorded(ranking(['محمد علي', 'דוד כהן', 'Ana']), light)
    for (const text of ['312 · 90 %', '156 · 89 %', '104 · 88 %']) {
      expect(texts.find((drawn) => drawn.text === text)?.box.left).toBeGreaterThan(400)
    }
  })

  it('draws the first twelve rows', async () => {
    const { texts } = await renderRecorded(ranking(days(20)), light)
    expect(texts.filter(({ text }) => /^2026-/.test(text)).map(({ text }) => text)).toEqual(
      days(12),
    )
  })
})

describe('a heat map', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  /** The colour of the last cell of a row, in the middle of it and at its edge. */
  async function lastCell(values: readonly (readonly (number | null)[])[], row: string) {
    const spec = { ...hours(), values, largestLabel: 'domingo, 23h–24h' }
    const { png, texts } = await renderRecorded(spec, light)
    const { colourAt } = await pixelsOf(png)
    const box = texts.find(({ text }) => text === row)?.box
    const y = ((box?.top ?? 0) + (box?.bottom ?? 0)) / 2
    return { colour: colourAt(1024 - 18, y), edge: colourAt(1024 - 1, y), texts }
  }
  const most = (value: (x: number) => number | null) =>
    hours().values.map((row, y) => row.map((_, x) => (y === 6 && x === 23 ? 50 : value(x))))

  it('frames the fullest cell and says where it is', async () => {
    const { colour, edge, texts } = await lastCell(
      most((x) => x),
      'dom.',
    )
    expect(colour).toBe(themes.light.ramp[4])
    expect(edge).toBe(themes.light.accent)
    expect(texts.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['50 mensagens · domingo, 23h–24h', '0', '50']),
    )
  })

  it('colours a cell by its share of the fullest', async () => {
    const half = await lastCell(
      most(() => 25),
      'sáb.',
    )
    expect(half.colour).toBe(themes.light.ramp[2])
    const between = await lastCell(
      most(() => 18.75),
      'sáb.',
    )
    // Halfway from the second to the third colour of the ramp: there are no steps.
    expect(between.colour).toBe('#6fabe2')
    const none = await lastCell(
      most((x) => (x === 23 ? null : 25)),
      'sáb.',
    )
    expect(none.colour).toBe(themes.light.empty)
  })

  it('colours by the square root where most cells are far below the fullest', async () => {
    const tenth = await lastCell(
      most((x) => (x === 23 ? 12.5 : 1)),
      'sáb.',
    )
    expect(tenth.colour).toBe(themes.light.ramp[2])
  })

  it('is complete even when each cell takes a second to draw', async () => {
    const calm = await renderChart(hours(), light)
    let now = Date.now()
    vi.spyOn(Date, 'now').mockImplementation(() => (now += 1000))
    expect(Buffer.compare(calm, await renderChart(hours(), light))).toBe(0)
  })
})

describe('the module', () => {
  const run = promisify(execFile)

  it('loads nothing before the first picture, and lets the process exit after it', async () => {
    const program = `
      import { createRequire } from 'node:module'
      const { cache } = createRequire(import.meta.url)
      const isLoaded = () => Object.keys(cache).some((file) => file.includes('@napi-rs'))
      const { renderChart } = await import('./bot/charts/render-chart.ts')
      const before = isLoaded()
      const spec = ${JSON.stringify(bars(3))}
      const png = await renderChart(spec, { theme: 'light', locale: 'en' })
      console.log(before, isLoaded(), png.length > 10_000)
    `
    const args = ['--import', 'tsx', '--input-type=module', '--eval', program]
    const { stdout } = await run(process.execPath, args, { timeout: 25_000 })
    expect(stdout.trim()).toBe('false true true')
  })
})
