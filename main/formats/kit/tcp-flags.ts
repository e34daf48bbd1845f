/** What TCP flags say of a connection: its ladder class, and whether its opening was seen. */
import type { SessionState } from '#contract/event'

const [FIN, SYN, RST, ACK] = [0x01, 0x02, 0x04, 0x10]
const LETTERS = 'FSRPAUEC'

/** Shape: letters of flags in any order (`.` and blanks between them), or `0x1b` → their bits; NaN where there is none. */
export function flagsOf(text: string): number {
  if (/^0x[0-9a-f]{1,2}$/i.test(text)) return Number(text) || NaN
  let flags = 0
  for (const letter of text) {
    const bit = LETTERS.indexOf(letter)
    if (bit >= 0) flags |= 1 << bit
    else if (letter !== '.' && letter !== ' ') return NaN
  }
  return flags === 0 ? NaN : flags
}

/**
 * The ladder class of a TCP flow.
 *
 * Shape:  (flags sent to the server, flags sent to the client or NaN where it sent nothing seen) → class.
 * Source: Zeek's conn_state, worked out from flags: they say what was seen, not in which order, so that a reset behind a
 *         full close counts as closed.
 */
export function ladderOfFlags(toServer: number, toClient: number): SessionState {
  if ((toServer & SYN) === 0) return 'one-sided'
  if (Number.isNaN(toClient)) {
    if ((toServer & (FIN | RST)) !== 0) return 'probe'
    return (toServer & ACK) !== 0 ? 'one-sided' : 'no-answer'
  }
  if ((toClient & SYN) === 0) return (toClient & RST) !== 0 ? 'refused' : 'one-sided'
  if ((toServer & toClient & FIN) !== 0) return 'complete'
  if (((toServer | toClient) & RST) !== 0) return 'aborted'
  return ((toServer | toClient) & FIN) !== 0 ? 'half-closed' : 'open'
}

/** Shape: the same flags → whether the left side sent a SYN and the right one answered it, refused it, or was silent. */
export function isOpeningSeen(toServer: number, toClient: number): boolean {
  return (toServer & SYN) !== 0 && (toServer === SYN || Number.isNaN(toClient) || (toClient & SYN) !== 0)
}

/** Shape: flags of both sides together, where both spoke → class, as far as they tell. */
export function ladderOfBoth(flags: number): SessionState {
  if (Number.isNaN(flags)) return 'none'
  if ((flags & SYN) === 0) return 'one-sided'
  return (flags & RST) !== 0 ? 'aborted' : (flags & FIN) !== 0 ? 'complete' : 'open'
}
