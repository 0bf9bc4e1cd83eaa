/** The two stores of a lake. */
export interface Stores {
  /** Updates as received, and the bot's state under `state/`. */
  readonly raw: ObjectStore
  readonly enriched: ObjectStore
}

/** A bucket or a folder. Keys are relative, `/`-separated, and the same in both. */
export interface ObjectStore {
  /** The keys that start with `prefix`, in UTF-8 order. */
  list(prefix: string): AsyncIterable<string>
  /** The next level below `prefix` (which ends in `/` or is empty): `telegram/` → `telegram/context_date=2026-11-01/`. */
  prefixes(prefix: string): AsyncIterable<string>
  /** Undefined when there is no such object. */
  get(key: string): Promise<Uint8Array | undefined>
  /** The last `length` bytes (all of a shorter object); undefined when there is no such object. */
  tail(key: string, length: number): Promise<Uint8Array | undefined>
  /** Unix seconds; undefined when there is no such object. */
  writtenAt(key: string): Promise<number | undefined>
  /**
   * Writes or replaces the whole object. It is on disk once the promise resolves; a crash before that leaves the
   * previous object unchanged.
   */
  put(key: string, body: Uint8Array): Promise<void>
  /** As `put`, but only when there is no such object. Resolves to whether it was written; of concurrent calls, one is. */
  putIfAbsent(key: string, body: Uint8Array): Promise<boolean>
  /** Does nothing when there is no such object. */
  delete(key: string): Promise<void>
  /**
   * Deletes the earlier versions of an object, and what is left of a deleted one; only where the store keeps those.
   * Resolves to how many there were.
   */
  deleteVersions?(key: string): Promise<number>
}
