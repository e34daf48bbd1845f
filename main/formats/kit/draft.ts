/** The empty event every draft starts from and returns to. */
import type { EventDraft } from './format'

/** Shape: a draft with nothing in it. */
export function emptyDraft(): EventDraft {
  return {
    tsUs: NaN,
    durationUs: NaN,
    tsQuality: 'exact',
    type: 'unnormalized',
    name: 0,
    specificity: 'specific',
    sensor: 0,
    srcIp: 0,
    srcPort: NaN,
    dstIp: 0,
    dstPort: NaN,
    roles: 'none',
    rolesDoubted: false,
    proto: 0,
    service: 0,
    srcBytes: NaN,
    dstBytes: NaN,
    srcPkts: NaN,
    dstPkts: NaN,
    sessionState: 'none',
    userName: 0,
    hostName: 0,
    processName: 0,
    severity: NaN,
    signatureId: 0,
    signature: 0,
    outcome: 'none',
    message: null,
    sensorDisagrees: 0,
    statedDirection: 'unknown',
  }
}

/** Empty a draft in place. Written out because it runs once per event. */
export function resetDraft(draft: EventDraft): void {
  draft.tsUs = NaN
  draft.durationUs = NaN
  draft.tsQuality = 'exact'
  draft.type = 'unnormalized'
  draft.name = 0
  draft.specificity = 'specific'
  draft.sensor = 0
  draft.srcIp = 0
  draft.srcPort = NaN
  draft.dstIp = 0
  draft.dstPort = NaN
  draft.roles = 'none'
  draft.rolesDoubted = false
  draft.proto = 0
  draft.service = 0
  draft.srcBytes = NaN
  draft.dstBytes = NaN
  draft.srcPkts = NaN
  draft.dstPkts = NaN
  draft.sessionState = 'none'
  draft.userName = 0
  draft.hostName = 0
  draft.processName = 0
  draft.severity = NaN
  draft.signatureId = 0
  draft.signature = 0
  draft.outcome = 'none'
  draft.message = null
  draft.sensorDisagrees = 0
  draft.statedDirection = 'unknown'
}
