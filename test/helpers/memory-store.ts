import type { ObjectStore } from '../../etl/lake/store.ts'

/** An object store in this process, as fast as memory. It lists below two folders (`state/jobs/`) fastest; `objects` are its keys and contents. */
export function memoryStore() {
  const objects = new Map<string, Uint8Array>()
  /** The keys by their first two folders, which most listings begin with. */
  const folders = new Map<string, Set<string>>()
  const folderOf = (key: string) => key.split('/', 2).join('/')
  const within = (prefix: string) =>
    prefix.split('/').length > 2 ? (folders.get(folderOf(prefix)) ?? []) : objects.keys()
  const keys = (prefix: string) => [...within(prefix)].filter((key) => key.startsWith(prefix))

  function set(key: string, body: Uint8Array): void {
    objects.set(key, body)
    const folder = folders.get(folderOf(key)) ?? new Set()
    folders.set(folderOf(key), folder.add(key))
  }

  const store: ObjectStore = {
    async *list(prefix) {
      yield* keys(prefix).sort()
    },
    async *prefixes(prefix) {
      const found = keys(prefix)
        .filter((key) => key.includes('/', prefix.length))
        .map((key) => key.slice(0, key.indexOf('/', prefix.length) + 1))
      yield* [...new Set(found)].sort()
    },
    get: async (key) => objects.get(key),
    tail: async (key, length) => objects.get(key)?.subarray(-length),
    writtenAt: async (key) => (objects.has(key) ? 0 : undefined),
    async put(key, body) {
      set(key, body)
    },
    async putIfAbsent(key, body) {
      if (objects.has(key)) return false
      set(key, body)
      return true
    },
    async delete(key) {
      objects.delete(key)
      folders.get(folderOf(key))?.delete(key)
    },
  }
  return { store, objects }
}
