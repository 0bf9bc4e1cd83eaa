/** What every picture says besides its data. Texts come translated and formatted. */
export interface Card {
  readonly title: string
  /** The period and the zone, say. */
  readonly subtitle: string
  /** The moment up to which data was seen, and what was left out. */
  readonly footer: string
  /** Stands in place of the plot when there is nothing to show. */
  readonly noData: string
}

export interface Series {
  readonly name: string
  /** One value for each of `x.values`; null where nothing is known. */
  readonly values: readonly (number | null)[]
}

/** Bars along time, or along anything that has an order; two series are stacked. */
export interface BarsSpec extends Card {
  readonly type: 'bars'
  readonly x: {
    /** Dates (`yyyy-mm-dd`, labelled by day, week or month as room allows) or labels. */
    readonly values: readonly string[]
    /** Shown instead of `values`. */
    readonly labels?: readonly string[]
  }
  readonly series: readonly [Series] | readonly [Series, Series]
  /** What one series counts: "messages". */
  readonly valueLabel?: string
}

/** A ranking, largest first; the first twelve rows are drawn. */
export interface HorizontalBarsSpec extends Card {
  readonly type: 'horizontal-bars'
  /** The labels are sentences: each stands above its bar, whole. */
  readonly hasSentences?: boolean
  readonly rows: readonly {
    readonly label: string
    readonly value: number
    /** Written at the bar's end instead of the bare number. */
    readonly text?: string
  }[]
}

/** How much, by two things that repeat: hours by weekday. */
export interface HeatmapSpec extends Card {
  readonly type: 'heatmap'
  readonly columns: readonly string[]
  readonly rows: readonly string[]
  /** One list for each row, one number in it for each column. */
  readonly values: readonly (readonly number[])[]
  /** What is counted: "messages". */
  readonly valueLabel?: string
}

export type ChartSpec = BarsSpec | HorizontalBarsSpec | HeatmapSpec

export interface ChartOptions {
  readonly theme: 'light' | 'dark'
  /** BCP 47; numbers and month names follow it. */
  readonly locale: string
}
