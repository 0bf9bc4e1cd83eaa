import type { ChartOptions } from './spec.ts'

export interface Theme {
  readonly ground: string
  readonly title: string
  readonly text: string
  readonly muted: string
  readonly line: string
  /** The series of a stack, different in lightness as well as hue; the last of three is what is left open. */
  readonly bars: readonly [string, string, string]
  /** The highlighted bar or cell. */
  readonly accent: string
  /** A cell whose value is zero. */
  readonly empty: string
  /** One hue, from low to high. */
  readonly ramp: readonly string[]
}

/** Colour-blind readers can tell blue from orange. */
export const themes: Readonly<Record<ChartOptions['theme'], Theme>> = {
  light: {
    ground: '#ffffff',
    title: '#10202f',
    text: '#33475b',
    muted: '#5b6b7b',
    line: '#e3e8ed',
    bars: ['#2f7ed8', '#f2a541', '#aeb9c4'],
    accent: '#d9590b',
    empty: '#eef1f4',
    ramp: ['#cbe1f6', '#8fbfea', '#4f97d9', '#1f6bb8', '#0b3f7a'],
  },
  dark: {
    ground: '#17212b',
    title: '#f4f7fa',
    text: '#d3dde7',
    muted: '#9fb0c0',
    line: '#2c3a48',
    bars: ['#5ea7f2', '#ffc46b', '#566676'],
    accent: '#ff9a3d',
    empty: '#202d39',
    ramp: ['#22486c', '#2c6aa3', '#4a90d0', '#85b9ea', '#d0e6fb'],
  },
}
