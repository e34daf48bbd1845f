/** What is wrong with a bundle, member by member. */
import { fault, type FaultCode, type FaultParams } from '#contract/errors'

export interface Problem {
  code: FaultCode
  member: string
  why: string
  params: FaultParams
}

/** Shape: code, member, further parameters → the problem, in the words of the error. */
export function problem(code: FaultCode, member: string, params: FaultParams = {}): Problem {
  const all = { member, ...params }
  return { code, member, why: fault(code, all).message, params: all }
}

/** Shape: problem → the error to throw. */
export const problemFault = ({ code, params }: Problem): Error => fault(code, params)
