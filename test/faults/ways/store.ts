import { s3Refusal } from '../../helpers/faulty-proxy.ts'
import {
  brokenRequest,
  cutAnswer,
  lostAnswer,
  noAnswer,
  reset,
  slow,
  type DrawFault,
} from './named-fault.ts'

/** What goes wrong with requests to S3. */
export const storeFault: DrawFault = (dice, { method }) =>
  dice.weighted([
    [3, ['500 InternalError', s3Refusal(500, 'InternalError')]],
    [3, ['503 SlowDown', s3Refusal(503, 'SlowDown')]],
    [3, reset],
    [2, lostAnswer],
    [2, method === 'PUT' ? brokenRequest : cutAnswer],
    [1, ['answer stopped', { kind: method === 'GET' ? 'stall' : 'lose' }]],
    [2, slow(dice.between(100, 1_500))],
    [0.1, noAnswer],
  ])
