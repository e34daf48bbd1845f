/** Connection states of conn.log, as Zeek and the capture reader tell them, and the ladder class of each. */
import type { SessionState } from '#contract/event'

/** Source: Zeek, scripts/base/protocols/conn/main.zeek, field `conn_state`. */
export const LADDER: Readonly<Record<string, SessionState>> = {
  S0: 'no-answer',
  REJ: 'refused',
  S1: 'open',
  SF: 'complete',
  S2: 'half-closed',
  S3: 'half-closed',
  RSTO: 'aborted',
  RSTR: 'aborted',
  RSTOS0: 'probe',
  SH: 'probe',
  RSTRH: 'one-sided',
  SHR: 'one-sided',
  OTH: 'one-sided',
}

export const STATE_DOCS: Readonly<Record<string, string>> = {
  S0: 'Connection attempt without any reply.',
  REJ: 'Connection attempt that was rejected.',
  S1: 'Established and not ended when the log was written.',
  SF: 'Established and ended normally.',
  S2: 'Established; only the originator was seen to close.',
  S3: 'Established; only the responder was seen to close.',
  RSTO: 'Established and aborted by the originator.',
  RSTR: 'Aborted by the responder.',
  RSTOS0: 'Originator sent SYN, then RST; no SYN-ACK seen.',
  SH: 'Originator sent SYN, then FIN; no SYN-ACK seen.',
  RSTRH: 'Responder sent SYN-ACK, then RST; no SYN seen: one side of the traffic is missing.',
  SHR: 'Responder sent SYN-ACK, then FIN; no SYN seen: one side of the traffic is missing.',
  OTH: 'Traffic in midstream, no SYN seen: who opened it is not known.',
}
