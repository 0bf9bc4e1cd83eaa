// Which sample the sandbox opens: a lake holds one for good, an empty one gets what is asked for or fits the language.
import { listDays } from '../../etl/listing.ts'
import type { ObjectStore } from '../../etl/lake/store.ts'
import type { Config, Language } from '../config.ts'
import { sampleFor, sampleNames, type SampleName } from '../sandbox/sample.ts'
import { UsageError } from './usage.ts'

const SAMPLE_KEY = 'state/sample'

/**
 * @param dir the lake's folder, for the way out
 * @throws UsageError when `asked` is no sample, or the lake holds something else
 */
export async function chooseSample(
  dir: string,
  raw: ObjectStore,
  { asked, language }: { asked: string | undefined; language: Language },
): Promise<SampleName> {
  const wanted = sampleNames.find((name) => name === asked)
  if (asked !== undefined && !wanted) {
    throw new UsageError('cli-sample-unknown', { sample: asked, samples: sampleNames.join(', ') })
  }
  const held = await heldSample(raw)
  const isEmpty = !held && (await listDays(raw)).length === 0
  if (isEmpty) return wanted ?? sampleFor(language)
  if (wanted && wanted !== held) {
    throw new UsageError(held ? 'cli-sample-other' : 'cli-sample-not-empty', {
      dir,
      held: held ?? '',
      wanted,
    })
  }
  return held ?? 'ubuntu'
}

/** Remembers which sample the lake holds. */
export async function holdSample(raw: ObjectStore, name: SampleName): Promise<void> {
  await raw.put(SAMPLE_KEY, Buffer.from(name))
}

/** How many days are kept (undefined: all). A sample is kept whole, however old it becomes. */
export async function retentionOf(
  { token, retentionDays }: Pick<Config, 'token' | 'retentionDays'>,
  raw: ObjectStore,
): Promise<number | undefined> {
  if (retentionDays === undefined || token !== undefined) return retentionDays
  return (await heldSample(raw)) === undefined ? retentionDays : undefined
}

async function heldSample(raw: ObjectStore): Promise<SampleName | undefined> {
  const held = Buffer.from((await raw.get(SAMPLE_KEY)) ?? []).toString()
  return sampleNames.find((name) => name === held)
}
