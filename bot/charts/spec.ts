/** The texts of every picture, translated and formatted. */
export interface Card {
  readonly title: string
  /** Such as the period and the time zone. */
  readonly subtitle: string
  /** Such as how recent the data is, and what was left out. */
  readonly footer: string
  /** Shown instead of the plot when there is nothing to show. */
  readonly noData: string
}

export interface Series {
  readonly name: string
  /** One value per `x.values`; null where unknown. */
  readonly values: readonly (number | null)[]
}

/** Bars over time, or over anything else with an order; two or three series are stacked. */
export interface BarsSpec extends Card {
  readonly type: 'bars'
  readonly x: {
    /** Dates (`yyyy-mm-dd`, labelled by day, week, month or year, whichever fits) or labels. */
    readonly values: readonly string[]
    /** Shown instead of `values`. */
    readonly labels?: readonly string[]
  }
  readonly series: readonly [Series] | readonly [Series, Series] | readonly [Series, Series, Series]
  /** What a single series counts: "messages". */
  readonly valueLabel?: string
}

/** A ranking, largest first; only the first twelve rows are drawn. */
export interface HorizontalBarsSpec extends Card {
  readonly type: 'horizontal-bars'
  /** Labels are sentences, drawn at full width above their bars. */
  readonly hasSentences?: boolean
  readonly rows: readonly {
    readonly label: string
    readonly value: number
    /** Shown at the end of the bar instead of `value`. */
    readonly text?: string
  }[]
}

/** Values by two dimensions, such as hour and weekday. */
export interface HeatmapSpec extends Card {
  readonly type: 'heatmap'
  readonly columns: readonly string[]
  readonly rows: readonly string[]
  /** One list per row, with one number per column. */
  readonly values: readonly (readonly number[])[]
  /** What is counted: "messages". */
  readonly valueLabel?: string
}

export type ChartSpec = BarsSpec | HorizontalBarsSpec | HeatmapSpec

export interface ChartOptions {
  readonly theme: 'light' | 'dark'
  /** BCP 47, for numbers and month names. */
  readonly locale: string
}
