/** How a TCP connection went, in the states of Zeek's conn.log. */

export enum Standing {
  Inactive,
  /** Seen to send, but not its SYN. */
  Partial,
  SynSent,
  Established,
  Closed,
  Reset,
}

const isSilent = (standing: Standing) => standing === Standing.Inactive || standing === Standing.Partial

/** Shape: standing of both sides, whether payload was seen → connection state. */
export function connectionState(orig: Standing, resp: Standing, hasPayload: boolean): string {
  if (resp === Standing.Reset) {
    if (orig === Standing.SynSent || (orig === Standing.Reset && !hasPayload)) return 'REJ'
    return isSilent(orig) ? 'RSTRH' : 'RSTR'
  }
  if (orig === Standing.Reset) return isSilent(resp) ? 'RSTOS0' : 'RSTO'
  if (orig === Standing.Closed && resp === Standing.Closed) return 'SF'
  if (orig === Standing.Closed) return isSilent(resp) ? 'SH' : 'S2'
  if (resp === Standing.Closed) return isSilent(orig) ? 'SHR' : 'S3'
  if (orig === Standing.SynSent && resp === Standing.Inactive) return 'S0'
  return orig === Standing.Established && resp === Standing.Established ? 'S1' : 'OTH'
}

const SYN = 0x02
const FIN = 0x01
const RST = 0x04
const ACK = 0x10

/** Shape: flags of a segment, where its sender and the other side stand → where they stand after it. */
export function step(flags: number, sender: Standing, other: Standing): [sender: Standing, other: Standing] {
  if (flags & RST) return sender === Standing.Closed && other === Standing.Closed ? [sender, other] : [Standing.Reset, other]
  if (sender === Standing.Closed || sender === Standing.Reset) return [sender, other]
  if (flags & FIN) return [Standing.Closed, other]
  if (flags & SYN) return afterSyn(flags, sender, other)
  /* The answer to a SYN-ACK whose SYN was missed. */
  if (sender === Standing.Inactive) return [other === Standing.Established ? Standing.Established : Standing.Partial, other]
  return [sender, other]
}

function afterSyn(flags: number, sender: Standing, other: Standing): [Standing, Standing] {
  if (sender === Standing.Established) return [sender, other]
  if ((flags & ACK) === 0) return [sender === Standing.Partial ? sender : Standing.SynSent, other]
  return [Standing.Established, other === Standing.SynSent ? Standing.Established : other]
}
