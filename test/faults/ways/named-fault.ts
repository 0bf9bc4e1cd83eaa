import type { Fault, ProxiedRequest } from '../../helpers/faulty-proxy.ts'
import type { Dice } from '../dice.ts'

/** A fault, and what the figures call it. */
export type NamedFault = readonly [name: string, fault: Fault]

/** Draws what goes wrong with a request. */
export type DrawFault = (dice: Dice, request: ProxiedRequest) => NamedFault

export type Weighted = readonly [weight: number, fault: NamedFault]

export const reset: NamedFault = ['reset', { kind: 'reset' }]
export const lostAnswer: NamedFault = ['answer lost', { kind: 'lose' }]
export const cutAnswer: NamedFault = ['answer cut', { kind: 'cut' }]
export const brokenRequest: NamedFault = ['request cut', { kind: 'break' }]
export const noAnswer: NamedFault = ['no answer', { kind: 'hang' }]

export function slow(milliseconds: number): NamedFault {
  return ['slow', { kind: 'slow', milliseconds }]
}

/** An answer that the server did not give. */
export function answer(
  name: string,
  status: number,
  body: string,
  type = 'application/json',
): NamedFault {
  return [name, { kind: 'refuse', status, body, headers: { 'content-type': type } }]
}
