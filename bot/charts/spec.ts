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
export interface Bars {
  readonly x: {
    /** Dates (`yyyy-mm-dd`, labelled by day, week, month or year, whichever fits) or labels. */
    readonly values: readonly string[]
    /** Shown instead of `values`. */
    readonly labels?: readonly string[]
    /** Each date is a day, so that weekends can be marked. */
    readonly areDays?: boolean
  }
  readonly series: readonly [Series] | readonly [Series, Series] | readonly [Series, Series, Series]
  /** What a single series counts: "messages". */
  readonly valueLabel?: string
  /** A line over the bars, such as a mean. */
  readonly line?: Series
  /** Values are shares of one; the bars of all series fill the height. */
  readonly areShares?: boolean
  /** The last bar covers time that is not over yet. */
  readonly isLastUnfinished?: boolean
}

export interface BarsSpec extends Card, Bars {
  readonly type: 'bars'
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
  /** A value to compare all rows with, drawn as a line. */
  readonly reference?: { readonly label: string; readonly value: number }
}

/** Values by two dimensions, such as hour and weekday. */
export interface Heatmap {
  readonly columns: readonly string[]
  readonly rows: readonly string[]
  /** One list per row, with one value per column; null where nothing is known. */
  readonly values: readonly (readonly (number | null)[])[]
  /** What is counted: "messages". */
  readonly valueLabel?: string
  /** What the largest value is about: "Thursday, 20–21 h". */
  readonly largestLabel?: string
}

export interface HeatmapSpec extends Card, Heatmap {
  readonly type: 'heatmap'
}

/** Several figures at a glance, with bars and a small heat map below. */
export interface OverviewSpec extends Card {
  readonly type: 'overview'
  readonly figures: readonly {
    readonly label: string
    readonly value: string
    /** How it changed; empty when that is not known. */
    readonly change: string
  }[]
  /** Parts of a whole, side by side; the last is what is left. Not drawn when they sum up to nothing. */
  readonly parts: { readonly label: string; readonly values: readonly Part[] }
  readonly bars: Bars
  readonly heatmap: Heatmap
}

export interface Part {
  readonly label: string
  readonly value: number
}

export type ChartSpec = BarsSpec | HorizontalBarsSpec | HeatmapSpec | OverviewSpec

export interface ChartOptions {
  readonly theme: 'light' | 'dark'
  /** BCP 47, for numbers and month names. */
  readonly locale: string
}
