/** Errors: what the engine is asked at the wrong moment. */
import type { FaultText } from '../errors'

export const ENGINE_ERRORS = {
  'ENG-001': { why: 'There is no running job {id}.', fix: 'It has ended already; look at its result.' },
  'ENG-002': { why: 'No case is open.', fix: 'Open a case, make a new one, or open the sample.' },
  'ENG-003': { why: 'There is no {what} {id} in this case.', fix: 'List what there is, and use an id from that list.' },
} as const satisfies Record<string, FaultText>
