/** Interns the addresses of one source and knows which of them are home. */
import { canonicalIp, formatIpv4, readIpv4 } from '#main/formats/kit/ip'
import { decode } from '#main/formats/kit/text'
import { ByteMap } from './byte-dictionary'

/** Shape: pairs of id and number × number → where it is, or the free place where it belongs. */
function slotOf(slots: Uint32Array, quad: number): number {
  const mask = slots.length - 2
  let slot = (Math.imul(quad ^ (quad >>> 15), 0x9e3779b1) >>> 6) & mask
  while (slots[slot] !== 0 && slots[slot + 1] !== quad) slot = (slot + 2) & mask
  return slot
}

/** Ids count up from 1; 0 = no address. */
export class AddressDictionary {
  /** By id: 1 where the address is home. */
  home = new Uint8Array(1 << 10)
  private readonly byText = new Map<string, number>()
  private readonly spellings = new ByteMap()
  /** Open addressing: the id and the number of an IPv4 address side by side. */
  private quadSlots = new Uint32Array(1 << 13)
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
    const slot = slotOf(this.quadSlots, quad)
    const known = this.quadSlots[slot]!
    if (known !== 0) return known
    const text = formatIpv4(quad)
    const id = this.byText.get(text) ?? this.enter(text)
    this.quadSlots[slot] = id
    this.quadSlots[slot + 1] = quad
    if (++this.quads * 3 > this.quadSlots.length) this.growQuads()
    return id
  }

  private growQuads(): void {
    const before = this.quadSlots
    const after = (this.quadSlots = new Uint32Array(before.length * 2))
    for (let index = 0; index < before.length; index += 2) {
      if (before[index] === 0) continue
      const slot = slotOf(after, before[index + 1]!)
      after[slot] = before[index]!
      after[slot + 1] = before[index + 1]!
    }
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
