/** The two stores of a lake. */
export interface Stores {
  /** Updates as received, and under `state/` what the bot remembers. */
  readonly raw: ObjectStore
  readonly enriched: ObjectStore
}

/** Where objects are kept: a bucket or a folder. Keys are relative, `/`-separated, and the same in both. */
export interface ObjectStore {
  /** The keys that start with `prefix`, in the order of their UTF-8 bytes. */
  list(prefix: string): AsyncIterable<string>
  /** The next level below `prefix` (which ends in `/` or is empty): `telegram/` → `telegram/context_date=2026-11-01/`. */
  prefixes(prefix: string): AsyncIterable<string>
  /** Resolves to undefined when there is no such object. */
  get(key: string): Promise<Uint8Array | undefined>
  /** The last `length` bytes of an object (all of a shorter one); undefined when there is no such object. */
  tail(key: string, length: number): Promise<Uint8Array | undefined>
  /** When an object was last written, in unix seconds; undefined when there is no such object. */
  writtenAt(key: string): Promise<number | undefined>
  /**
   * Writes or replaces the whole object. It is on disk when the promise resolves, and a crash on the way
   * leaves the object as it was.
   */
  put(key: string, body: Uint8Array): Promise<void>
  /** As `put`, but only when there is no such object; resolves to whether it was written. One of many racers wins. */
  putIfAbsent(key: string, body: Uint8Array): Promise<boolean>
  /** Removes the object; no error when there is none. */
  delete(key: string): Promise<void>
}
