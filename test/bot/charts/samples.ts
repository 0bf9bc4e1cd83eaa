import type {
  BarsSpec,
  ChartSpec,
  HeatmapSpec,
  HorizontalBarsSpec,
  OverviewSpec,
} from '../../../bot/charts/spec.ts'

export const card = {
  title: 'Mensagens por dia',
  subtitle: '1–30 nov. 2026 · America/Sao_Paulo',
  footer: 'Dados até 30/11/2026 14:05 · 4.312 mensagens de 87 pessoas',
  noData: 'Nenhuma mensagem neste período.',
}

/** Names that people really use, though some should not. */
export const hardNames = [
  'José Ñuñez 🎉',
  '山田太郎',
  'محمد علي',
  'Анна Ковалёва',
  '김민수',
  'Zoë 👩‍💻 👨‍👩‍👧‍👦 👍🏽',
  '🔥🔥 Łukasz 🇧🇷 🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣',
  'דוד כהן ❤️',
  '刘德华 陳大文 ㊗️',
  'สมชาย ใจดี',
  '𝓐𝓵𝓲𝓬𝓮 𝔅𝔬𝔟 ★☆♥♪',
  'नरेन्द्र e\u0301a\u0308 n\u0303',
]

export const hostileNames = [
  'Maximiliano Alejandro de la Santísima Trinidad Fernández-Guer',
  'line\nbreak\ttab\u0000\u0007',
  'dir\u202Eevil\u202C\u2066\u200F',
  '',
  '\u3164\u2800\u200B',
  'გიორგი \uE000 \u{1F9FF}\u{1FFFE}',
  'محمد Ali (Abu Dhabi) 2026! محمد علي محمد علي محمد علي محمد علي',
  'Z\u0351\u036B\u0343\u036A\u0302\u036B\u033D\u034F\u0334\u0319\u0324A\u0334\u0335\u031C',
  '{a|b} {c} %s <b>&amp;',
  '👨‍👩‍👧‍👦'.repeat(20),
  '山'.repeat(60),
  '\uD83D lone',
]

export function days(count: number, from = '2026-11-01'): string[] {
  const start = Date.parse(from)
  return Array.from({ length: count }, (_, i) =>
    new Date(start + i * 86_400_000).toISOString().slice(0, 10),
  )
}

const wave = (count: number, height: number) =>
  Array.from({ length: count }, (_, i) => Math.round(height * (1.1 + Math.sin(i / 1.7))))

export function bars(count: number, height = 100): BarsSpec {
  const series = [{ name: 'mensagens', values: wave(count, height) }] as const
  return { ...card, type: 'bars', x: { values: days(count) }, series, valueLabel: 'mensagens' }
}

export function stackedBars(count: number): BarsSpec {
  const series = [
    { name: 'respondidas', values: wave(count, 9) },
    { name: 'em aberto', values: wave(count, 3).map((value, i) => (i % 5 === 0 ? null : value)) },
  ] as const
  return { ...card, type: 'bars', x: { values: days(count) }, series }
}

/** Three series: the last is what is left. */
export function threeStackedBars(count: number): BarsSpec {
  const series = [
    { name: 'Com “responder”', values: wave(count, 9) },
    { name: 'Prováveis', values: wave(count, 3).map((value, i) => (i % 5 === 0 ? 0 : value)) },
    {
      name: 'Sem resposta',
      values: wave(count, 5).map((value, i) => (i % 7 === 0 ? null : value)),
    },
  ] as const
  return { ...card, type: 'bars', x: { values: days(count) }, series }
}

export function ranking(names: readonly string[], most = 312): HorizontalBarsSpec {
  const rows = names.map((label, i) => {
    const value = Math.round(most / (i + 1))
    return { label, value, text: `${value} · ${90 - i} %` }
  })
  return { ...card, type: 'horizontal-bars', rows }
}

export function hours(factor = 1): HeatmapSpec {
  const values = Array.from({ length: 7 }, (_, day) =>
    Array.from({ length: 24 }, (_, hour) => factor * (hour < 6 ? 0 : (hour * 3 + day) % 41)),
  )
  const rows = ['seg.', 'ter.', 'qua.', 'qui.', 'sex.', 'sáb.', 'dom.']
  const columns = Array.from({ length: 24 }, (_, hour) => `${hour}h`)
  return { ...card, type: 'heatmap', columns, rows, values, valueLabel: 'mensagens' }
}

/** A month with its weekends, a mean, and a day that is not over. */
export function busyMonth(count = 30): BarsSpec {
  const values = wave(count, 100)
  const mean = values.map((_, i) => {
    const last = values.slice(Math.max(0, i - 6), i + 1)
    return last.length < 7 ? null : last.reduce((sum, value) => sum + value, 0) / 7
  })
  return {
    ...bars(count),
    x: { values: days(count), areDays: true },
    line: { name: 'média de 7 dias', values: mean },
    isLastUnfinished: true,
  }
}

/** Shares of a whole, day by day; on some days nothing is known. */
export function shares(count: number): BarsSpec {
  const known = days(count).map((_, i) => (i % 9 === 4 ? null : 0.2 + ((i * 7) % 5) / 10))
  return {
    ...card,
    type: 'bars',
    x: { values: days(count), areDays: true },
    series: [
      { name: 'Com “responder”', values: known },
      { name: 'Prováveis', values: known.map((share) => share && 0.15) },
      { name: 'Sem resposta', values: known.map((share) => share && 0.85 - share) },
    ],
    areShares: true,
  }
}

export function overview(): OverviewSpec {
  return {
    ...card,
    type: 'overview',
    figures: [
      { label: 'Mensagens', value: '10.845', change: '+6,2 %' },
      { label: 'Pessoas', value: '1.296', change: '−11 %' },
      { label: 'Perguntas', value: '1.512', change: 'novo' },
      { label: 'Hora de pico', value: '15h–16h', change: '' },
    ],
    parts: {
      label: 'Perguntas respondidas',
      values: [
        { label: 'Com “responder” 41 %', value: 620 },
        { label: 'Prováveis 8,5 %', value: 129 },
        { label: 'Sem resposta 50 %', value: 763 },
      ],
    },
    bars: { ...busyMonth(), line: undefined, valueLabel: 'mensagens por dia' },
    heatmap: { ...hours(), largestLabel: 'quinta, 15h–16h' },
  }
}

/** Every kind of picture, with data that is hard to draw. */
export const pictures: Readonly<Record<string, ChartSpec>> = {
  'bars of a month': bars(30),
  'bars of one day': bars(1),
  'bars of a week': bars(7),
  'bars of a quarter, millions each': bars(90, 12_000_000),
  'bars of 400 days': bars(400),
  'bars that are all equal': {
    ...bars(20),
    series: [{ name: 'm', values: days(20).map(() => 3) }],
  },
  'bars with gaps and zeros': {
    ...bars(5),
    series: [{ name: 'm', values: [0, null, 1, 0, null] }],
  },
  'bars with named steps': {
    ...bars(24),
    x: { values: days(24), labels: days(24).map((_, i) => `${i}h`) },
  },
  'bars with hard labels': { ...bars(12), x: { values: hardNames } },
  'bars with hostile labels': { ...bars(12), x: { values: hostileNames } },
  'stacked bars': stackedBars(30),
  'stacked bars with hard names': {
    ...stackedBars(5),
    series: [
      { name: hostileNames[6] ?? '', values: [1, 2, 3, null, 0] },
      { name: hostileNames[0] ?? '', values: [0, 2, null, null, 1] },
    ],
  },
  'three stacked series': threeStackedBars(30),
  'three stacked series with hard names': {
    ...threeStackedBars(5),
    series: [
      { name: hostileNames[6] ?? '', values: [1, 2, 3, null, 0] },
      { name: hostileNames[0] ?? '', values: [0, 2, null, null, 1] },
      { name: hardNames[7] ?? '', values: [2, 0, null, 1, 4] },
    ],
  },
  'ranking of hard names': ranking(hardNames),
  'ranking of hostile names': ranking(hostileNames, 12_000_000),
  'ranking of questions': ranking(
    ['Como renovo o certificado digital no servidor novo?', 'Onde está a gravação da aula?'].concat(
      'كيف يمكنني تجديد الشهادة الرقمية على الخادم الجديد من فضلكم؟',
    ),
  ),
  'ranking of one': ranking(['Ana']),
  'ranking of equals': {
    ...ranking([]),
    rows: ['Ana', 'Bia', 'Caio'].map((label) => ({ label, value: 5 })),
  },
  'ranking beside an average': {
    ...ranking(hardNames),
    reference: { label: 'média do grupo', value: 80 },
  },
  'ranking beside an average above all': {
    ...ranking(['Ana', 'Bia']),
    reference: { label: 'média do grupo', value: 312 },
  },
  'bars of a month with a mean': busyMonth(),
  'bars of a quarter with a mean': busyMonth(90),
  shares: shares(30),
  'shares of a week': shares(7),
  overview: overview(),
  'overview with hard words': {
    ...overview(),
    figures: hardNames.slice(0, 4).map((label) => ({ label, value: '12.345.678', change: label })),
    parts: {
      label: hostileNames[0] ?? '',
      values: hardNames.slice(6, 9).map((label, value) => ({ label, value })),
    },
  },
  'overview without questions': {
    ...overview(),
    parts: { label: 'Perguntas', values: [{ label: 'Sem resposta', value: 0 }] },
  },
  'heat map of few values and much nothing': {
    ...hours(),
    values: hours().values.map((row, y) => row.map((_, x) => (x === y ? 0.4 : null))),
    largestLabel: 'segunda, 0h–1h',
  },
  'heat map': hours(),
  'heat map of millions': hours(300_000),
  'heat map with one message': {
    ...hours(),
    values: hours().values.map((row, y) => row.map((_, x) => (x === 9 && y === 2 ? 1 : 0))),
  },
  'heat map of equals': { ...hours(), values: hours().values.map((row) => row.map(() => 4)) },
  'no bars': { ...bars(0) },
  'bars of nothing': { ...bars(3), series: [{ name: 'm', values: [0, null, 0] }] },
  'empty ranking': ranking([]),
  'empty heat map': hours(0),
  'long words': {
    ...bars(30),
    title: `${hardNames.join(' ')} ${hostileNames.join(' ')}`,
    subtitle: hostileNames.join(' '),
    footer: hardNames.join(' '),
  },
  'long words around nothing': { ...ranking([]), noData: hardNames.join(' ').repeat(3) },
}
