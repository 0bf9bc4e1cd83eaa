// snappyjs ships without types.
declare module 'snappyjs' {
  /** Takes and gives the same kind of array. */
  export function compress(bytes: Uint8Array): Uint8Array
}
