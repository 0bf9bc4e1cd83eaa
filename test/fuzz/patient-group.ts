import { groupWithBot, sharedGroup, type GroupOptions } from '../bot/answers/harness.ts'

/** Whatever was a minute ago: so that no limit on commands in a minute is met, but rights are remembered. */
const startAge = () => () => 90_000

/** A group, for all tests of a `describe`, whose bot answers any number of questions at once. */
export function patientGroup(options: GroupOptions = {}) {
  const deps = { coolDown: 0, startAge }
  return sharedGroup((shared) => groupWithBot({ language: 'en', ...options, ...shared, deps }))
}
