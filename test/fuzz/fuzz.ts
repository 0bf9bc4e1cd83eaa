import fc, { type Arbitrary } from 'fast-check'
import { expect, it } from 'vitest'

declare module 'vitest' {
  interface TaskMeta {
    /** How many inputs a test has tried. */
    inputs?: number
  }
}

/** Inputs of a cheap property: few and always the same in `npm test`, many and others in `npm run test:fuzz`. */
const runs = Number(process.env.FUZZ_RUNS ?? 300)
const seed = Number(process.env.FUZZ_SEED ?? (process.env.FUZZ_RUNS === undefined ? 1 : Date.now()))

/** What takes longer than this counts as hanging, even if it ends: a busy machine must not be taken for it. */
const HANG_MILLISECONDS = 30_000

const TEST_MILLISECONDS = runs * 1_000

export interface FuzzOptions<T> {
  /** Past failures, tried before all others. */
  readonly examples?: readonly T[]
  /** How many times fewer inputs than of a cheap property. */
  readonly cost?: number
  /** How many inputs one of them holds (default: 1). */
  count?(input: T): number
}

/** A test of a fact about every input; on failure it shows the smallest input found, its seed and path. */
export function fuzz<T>(
  fact: string,
  inputs: Arbitrary<T>,
  property: (input: T) => void | Promise<void>,
  { examples = [], cost = 1, count = () => 1 }: FuzzOptions<NoInfer<T>> = {},
): void {
  it(fact, { timeout: TEST_MILLISECONDS }, async ({ task }) => {
    let tried = 0
    const hasEnded = async (input: T) => {
      tried += count(input)
      const started = performance.now()
      await property(input)
      expect(performance.now() - started, 'milliseconds').toBeLessThan(HANG_MILLISECONDS)
    }
    const numRuns = examples.length + Math.max(1, Math.ceil(runs / cost))
    try {
      await fc.assert(fc.asyncProperty(inputs, hasEnded), {
        seed,
        numRuns,
        examples: examples.map((example): [T] => [example]),
      })
    } finally {
      task.meta.inputs = tried
    }
  })
}
