import type { FileRecord, State } from './state.ts'

/** The whole state as JSON: files are base64. */
export interface Snapshot {
  readonly version: 1
  readonly state: Omit<State, 'files'>
  readonly files: readonly (Omit<FileRecord, 'bytes'> & { readonly base64: string })[]
}

/** A copy of the state that survives JSON.stringify. */
export function takeSnapshot({ files, ...state }: State): Snapshot {
  return {
    version: 1,
    state: structuredClone(state),
    files: Object.values(files).map(({ bytes, ...file }) => ({
      ...structuredClone(file),
      base64: Buffer.from(bytes).toString('base64'),
    })),
  }
}

/** The state of a snapshot, independent of it. */
export function readSnapshot(snapshot: Snapshot): State {
  if (snapshot.version !== 1) {
    throw new Error(
      `telegram: snapshot version ${String(snapshot.version)} is unknown: take a new one`,
    )
  }
  const files = snapshot.files.map(({ base64, ...file }) => ({
    ...structuredClone(file),
    bytes: new Uint8Array(Buffer.from(base64, 'base64')),
  }))
  return {
    ...structuredClone(snapshot.state),
    files: Object.fromEntries(files.map((file) => [file.number, file])),
  }
}
