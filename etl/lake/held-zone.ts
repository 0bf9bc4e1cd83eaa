import type { ObjectStore } from './store.ts'
import type { TimeZone } from './time-zone.ts'

const KEY = 'state/zone'

/** The lake was begun in another zone. */
export class ZoneError extends Error {}

/**
 * Days are those of one zone for as long as a lake lasts: with another, updates would come to lie in other days than
 * when they were delivered before, and count twice. The first who asks decides which.
 * @throws ZoneError that names both zones when the lake was begun in another one.
 */
export async function holdZone(raw: ObjectStore, zone: TimeZone): Promise<void> {
  if ((await raw.get(KEY)) || !(await raw.putIfAbsent(KEY, Buffer.from(zone.name)))) {
    await checkZone(raw, zone)
  }
}

/**
 * As `holdZone`, for who decides nothing: a lake that was not begun may be of any zone.
 * @throws ZoneError as it does.
 */
export async function checkZone(raw: ObjectStore, { name }: TimeZone): Promise<void> {
  const begun = await raw.get(KEY)
  const held = Buffer.from(begun ?? name).toString()
  if (held !== name) {
    throw new ZoneError(
      `TIME_ZONE is ${name}, but the days of this lake are those of ${held}: set TIME_ZONE=${held}, ` +
        'or begin another lake with another LAKE_DIR or other buckets',
    )
  }
}
