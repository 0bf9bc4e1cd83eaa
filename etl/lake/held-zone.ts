import { quoted } from './env.ts'
import { KeyedError } from './keyed-error.ts'
import { ZONE_KEY } from './keys.ts'
import type { ObjectStore } from './store.ts'
import { timeZone, type TimeZone } from './time-zone.ts'

/** The lake uses another zone, or does not say which. */
export class ZoneError extends KeyedError {}

/**
 * A lake keeps one zone forever: in another, an update delivered again would be stored under another day and counted
 * twice. The first call decides the zone.
 * @throws ZoneError that names both zones when the lake uses another one.
 */
export async function holdZone(raw: ObjectStore, zone: TimeZone): Promise<void> {
  if ((await raw.get(ZONE_KEY)) || !(await raw.putIfAbsent(ZONE_KEY, Buffer.from(zone.name)))) {
    await checkZone(raw, zone)
  }
}

/**
 * As `holdZone`, but never decides the zone: an empty lake fits any zone.
 * @throws ZoneError when the lake uses another zone.
 */
export async function checkZone(raw: ObjectStore, { name }: TimeZone): Promise<void> {
  const stored = await raw.get(ZONE_KEY)
  const held = Buffer.from(stored ?? name).toString()
  if (held !== name && !isZone(held)) {
    throw new ZoneError(
      'config-zone-damaged',
      { file: ZONE_KEY, held: quoted(held), name },
      `${ZONE_KEY} in the lake is damaged: ${quoted(held)} is no time zone. Restore it, or write into it the zone that the lake ` +
        `has always had, as ${name}`,
    )
  }
  if (held !== name) {
    throw new ZoneError(
      'config-other-zone',
      { name, held },
      `TIME_ZONE is ${name}, but this lake uses ${held}: set TIME_ZONE=${held}, ` +
        'or start a new lake with another LAKE_DIR or other buckets',
    )
  }
}

function isZone(name: string): boolean {
  try {
    timeZone(name)
    return true
  } catch {
    return false
  }
}
