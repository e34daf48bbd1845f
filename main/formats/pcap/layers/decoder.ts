/** From a frame to the datagrams in it: one, or more where tunnels carry others. */
import { Fragments } from './fragments'
import { readLink, type NetworkLayer } from './link'
import { readExtensions, readIpv4, readIpv6 } from './network'
import { Packet } from './packet'
import { readTransport } from './transport'
import { carriedByIp, carriedByUdp, skipAuthentication, tunnelOf } from './tunnels'

/** So many tunnels inside each other are opened. */
const MAX_DEPTH = 4

/** Takes what was found in frames. */
export interface DatagramTaker {
  /** A packet at its payload, ports read. The object is used again for the next. */
  datagram(packet: Packet): void
  /** The datagram taken last carries packets of a tunnel. */
  carries(kind: string): void
  /** A packet at its ARP message. */
  arp(packet: Packet): void
}

export class Decoder {
  private readonly fragments: Fragments

  constructor(private readonly taker: DatagramTaker) {
    this.fragments = new Fragments((packet) => this.incomplete(packet))
  }

  /** Shape: packet that stands at the start of its frame → why nothing can be made of it, or null. */
  frame(packet: Packet, linkType: number): string | null {
    return this.network(packet, readLink(packet, linkType))
  }

  /** Give out what still waits for its rest. */
  finish(): void {
    this.fragments.finish()
  }

  private network(packet: Packet, layer: NetworkLayer): string | null {
    if (typeof layer !== 'string') return layer.refused
    if (layer === 'arp') {
      this.taker.arp(packet)
      return null
    }
    const headed = layer === 'ipv4' ? readIpv4(packet) : readIpv6(packet)
    if (typeof headed === 'string') return headed
    if (headed === null) return this.transport(packet)
    const whole = this.fragments.add(packet, headed)
    if (whole === null) return null
    if (whole.isV6) readExtensions(whole)
    return this.transport(whole)
  }

  private transport(packet: Packet): string | null {
    skipAuthentication(packet)
    const { at, end, claimed } = packet
    const carried = packet.depth < MAX_DEPTH ? carriedByIp(packet) : null
    if (carried !== null && this.inside(packet, carried.kind, carried.layer)) return null
    packet.at = at
    packet.end = end
    packet.claimed = claimed
    const refusal = readTransport(packet)
    if (refusal !== null) return refusal
    this.taker.datagram(packet)
    const inUdp = packet.depth < MAX_DEPTH ? carriedByUdp(packet) : null
    if (inUdp !== null && typeof inUdp.layer === 'string') {
      this.taker.carries(inUdp.kind)
      this.inside(packet, inUdp.kind, inUdp.layer)
    }
    return null
  }

  /** Read the packet inside; where nothing can be made of it, `packet` is as before but for where it stands. */
  private inside(packet: Packet, kind: string, layer: NetworkLayer): boolean {
    if (typeof layer !== 'string' || layer === 'arp') return false
    const outer = new Packet()
    outer.copyOutline(packet)
    const { macAt } = packet
    packet.tunnel = tunnelOf(packet, kind)
    packet.depth++
    packet.resetTransport()
    if (this.network(packet, layer) === null) return true
    const { ordinals } = packet
    packet.copyOutline(outer)
    packet.ordinals = ordinals
    packet.macAt = macAt
    return false
  }

  private incomplete(packet: Packet): void {
    if (packet.end > packet.at && this.transport(packet) === null) return
    packet.resetTransport()
    packet.at = packet.end
    this.taker.datagram(packet)
  }
}
