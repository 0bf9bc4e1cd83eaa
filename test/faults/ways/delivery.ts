import { brokenRequest, lostAnswer, reset, slow, type DrawFault } from './named-fault.ts'

/** What goes wrong with Telegram's deliveries to a webhook. After a lost answer, Telegram delivers again. */
export const deliveryFault: DrawFault = (dice) =>
  dice.weighted([
    [3, ['twice', { kind: 'repeat' }]],
    [3, lostAnswer],
    [2, reset],
    [2, brokenRequest],
    [1, slow(dice.between(50, 500))],
  ])
