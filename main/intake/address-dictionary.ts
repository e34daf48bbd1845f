/** Interns the addresses of one source and knows which of them are home. */
import { canonicalIp, formatIpv4, readIpv4 } from '#main/formats/kit/ip'
import { decode } from '#main/formats/kit/text'
import { ByteMap } from './byte-dictionary'

/** Ids count up from 1; 0 = no address. */
export class AddressDictionary {
  /** By id: 1 where the address is home. */
  home = new Uint8Array(1 << 10)
  private readonly byText = new Map<string, number>()
  private readonly spellings = new ByteMap()
  private slots = new Uint32Array(1 << 12)
  private numbers = new Uint32Array(1 << 12)
  private quads = 0
  private fresh: string[] = []
  private next = 1

  constructor(private readonly isHome: (address: string) => boolean) {}

  ofString(value: string): number {
    const known = this.byText.get(value)
    if (known !== undefined) return known
    const canonical = canonicalIp(value)
    return canonical === null ? 0 : (this.byText.get(canonical) ?? this.enter(canonical))
  }

  ofBytes(bytes: Uint8Array, start: number, end: number): number {
    const quad = readIpv4(bytes, start, end)
    if (quad >= 0) return this.ofQuad(quad)
    const known = this.spellings.find(bytes, start, end)
    if (known !== 0) return known
    const id = this.ofString(decode(bytes, start, end))
    if (id !== 0) this.spellings.add(bytes, start, end, id)
    return id
  }

  takeFresh(): { firstId: number; values: string[] } {
    const values = this.fresh
    this.fresh = []
    return { firstId: this.next - values.length, values }
  }

  private ofQuad(quad: number): number {
    const mask = this.slots.length - 1
    let slot = Math.imul(quad ^ (quad >>> 15), 0x9e3779b1) >>> 7
    for (slot &= mask; ; slot = (slot + 1) & mask) {
      const id = this.slots[slot]!
      if (id === 0) break
      if (this.numbers[slot] === quad) return id
    }
    const text = formatIpv4(quad)
    const id = this.byText.get(text) ?? this.enter(text)
    this.slots[slot] = id
    this.numbers[slot] = quad
    if (++this.quads * 2 > this.slots.length) this.growQuads()
    return id
  }

  private growQuads(): void {
    const { slots, numbers } = this
    this.slots = new Uint32Array(slots.length * 2)
    this.numbers = new Uint32Array(slots.length * 2)
    const mask = this.slots.length - 1
    slots.forEach((id, index) => {
      if (id === 0) return
      const quad = numbers[index]!
      let slot = (Math.imul(quad ^ (quad >>> 15), 0x9e3779b1) >>> 7) & mask
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask
      this.slots[slot] = id
      this.numbers[slot] = quad
    })
  }

  private enter(canonical: string): number {
    const id = this.next++
    if (id >= this.home.length) {
      const home = new Uint8Array(this.home.length * 2)
      home.set(this.home)
      this.home = home
    }
    this.home[id] = this.isHome(canonical) ? 1 : 0
    this.byText.set(canonical, id)
    this.fresh.push(canonical)
    return id
  }
}
