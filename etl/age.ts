/** Milliseconds since it was started. */
export type Age = () => number

/** Starts an age. */
export type StartAge = () => Age

/**
 * Ages by two clocks, in milliseconds, whichever says more: the machine's may be put back, and the steady one may stand
 * still while a machine sleeps. A clock that is put forward makes things old too early, never too late.
 */
export function agesBy(
  wall: () => number,
  steady: () => number = () => performance.now(),
): StartAge {
  return () => {
    const [wallStart, steadyStart] = [wall(), steady()]
    return () => Math.max(wall() - wallStart, steady() - steadyStart)
  }
}
