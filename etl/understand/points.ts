import type { Candidate, Clues } from './candidates.ts'

/**
 * What each clue is worth, for a message that names the asker, for one of whom the question was addressed to, and for
 * one that the asker's company says to the room. A message answers when the sum is above 0; README.md says where the
 * numbers come from.
 */
const POINTS: Readonly<Record<keyof Clues | 'start', readonly [number, number, number]>> = {
  start: [4.2, 3.3, 1.7],
  wait: [-0.15, -0.15, -0.15],
  isBurst: [1.1, 1.4, 0.8],
  isInstant: [-0.9, -0.5, -0.7],
  others: [0, -0.15, -0.35],
  before: [-0.4, -1.2, -1.1],
  hasNamedBefore: [-1.2, -1.7, 0],
  namings: [-0.3, 0, 0],
  own: [-0.7, -0.4, 0.2],
  hasGoneOn: [-0.9, -0.6, -1],
  hasAskedAnew: [-0.7, 0, 0],
  isSpokenTo: [-0.7, -1.1, 0],
  isCalled: [-1.1, -0.4, 0],
  isCalledByOther: [0, -0.8, -0.7],
  isInTouch: [-0.6, 0, 0.3],
  hasOtherPartner: [-0.4, 0, -0.6],
  isNaming: [0, 1.8, 0],
  isForOther: [-1.4, 0, 0],
  isNamedNext: [0, 0, 0.6],
  isFollowed: [0, 0, 0.6],
  isFollowedAtOnce: [0, 0, 0.3],
  isFollowedByName: [0, 0, 0.3],
  people: [0, 0, -0.15],
  askerShare: [0, 0, -1.6],
}

const COLUMNS = { name: 0, asked: 1, partner: 2, named: 2, next: 2 } as const

const ROWS = Object.entries(POINTS) as [keyof typeof POINTS, readonly [number, number, number]][]

/** What speaks for a message being the answer, less what speaks against it. */
export function pointsOf({ rule, clues }: Candidate): number {
  const column = COLUMNS[rule]
  let sum = 0
  for (const [clue, points] of ROWS) {
    sum += points[column] * (clue === 'start' ? 1 : clues[clue])
  }
  return sum
}
