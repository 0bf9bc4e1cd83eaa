/** Starts once, however often it is asked; after a failure the next one who asks starts it again. */
export function retried<T>(start: () => Promise<T>): () => Promise<T> {
  let started: Promise<T> | undefined
  return async () => {
    started ??= start()
    try {
      return await started
    } catch (error) {
      started = undefined
      throw error
    }
  }
}
