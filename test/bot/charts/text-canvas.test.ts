import type { SKRSContext2D } from '@napi-rs/canvas'
import { describe, expect, it } from 'vitest'

import { textCanvas } from '../../../bot/charts/text-canvas.ts'
import { typeset, widthOf } from '../../../bot/charts/typeset.ts'
import { renderRecorded } from './recorder.ts'
import { ranking } from './samples.ts'

const names = ['محمد علي', 'דוד כהן', '山田太郎', '刘德华', '김민수', 'สมชาย ใจดี']

/** How much of the canvas a text covers; `axis` overrides the weight that the canvas sets. */
function inkOf(name: string, weight: number, axis?: string): number {
  const { text, fontFamily } = typeset(name)
  const context: SKRSContext2D = textCanvas(300, 60).getContext('2d')
  context.font = `${weight} 28px ${fontFamily}`
  if (axis !== undefined) context.fontVariationSettings = axis
  context.fillText(text, 150, 40)
  const { data } = context.getImageData(0, 0, 300, 60)
  return data.reduce((sum, value, index) => (index % 4 === 3 ? sum + value : sum), 0)
}

describe('textCanvas', () => {
  it.each(names)('draws %s in the weight of its font, not as a hairline', (name) => {
    const regular = inkOf(name, 400)
    expect(regular).toBe(inkOf(name, 400, '"wght" 400'))
    expect(regular / inkOf(name, 400, '"wght" 100')).toBeGreaterThan(2)
    expect(inkOf(name, 600) / regular).toBeGreaterThan(1.2)
  })

  it.each(names)('measures %s in the weight it is drawn in', (name) => {
    const line = typeset(name)
    const context = textCanvas(1, 1).getContext('2d')
    context.font = `600 28px ${line.fontFamily}`
    context.fontVariationSettings = '"wght" 600'
    const { width } = context.measureText(line.text)
    expect(widthOf(line, { fontSize: 28, fontWeight: 600 })).toBeCloseTo(width, 3)
  })
})

describe.each(['light', 'dark'] as const)('a %s card', (theme) => {
  it('draws every text in the weight of its font', async () => {
    const { texts } = await renderRecorded(ranking(names), { theme, locale: 'pt-BR' })
    expect(texts.length).toBeGreaterThan(names.length)
    for (const { text, weight, axis } of texts) expect(axis, text).toBe(`"wght" ${weight}`)
  })
})
