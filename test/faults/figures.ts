/** What a run has counted, by area and name: `telegram` → `502 page` → 31. */
export interface Figures {
  count(area: string, name: string, times?: number): void
  of(area: string): ReadonlyMap<string, number>
  total(area: string): number
  /** Adds what another has counted. */
  add(other: Figures): void
  areas(): string[]
}

export function createFigures(): Figures {
  const areas = new Map<string, Map<string, number>>()
  const of = (area: string) => areas.get(area) ?? new Map<string, number>()
  const figures: Figures = {
    count(area, name, times = 1) {
      areas.set(area, of(area).set(name, (of(area).get(name) ?? 0) + times))
    },
    of,
    total: (area) => [...of(area).values()].reduce((sum, times) => sum + times, 0),
    add(other) {
      for (const area of other.areas()) {
        for (const [name, times] of other.of(area)) figures.count(area, name, times)
      }
    },
    areas: () => [...areas.keys()],
  }
  return figures
}

/** The figures as lines of a table, one block per area. */
export function tableOf(figures: Figures): string {
  return figures
    .areas()
    .map((area) => {
      const lines = [...figures.of(area)].map(([name, times]) => line(`  ${name}`, times))
      return [line(area, figures.total(area)), ...lines].join('\n')
    })
    .join('\n')
}

function line(name: string, times: number): string {
  return `${name.padEnd(48)}${times.toLocaleString('en').padStart(9)}`
}
