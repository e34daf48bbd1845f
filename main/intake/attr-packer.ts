/** Attributes of the open record: those the layout names go to packed columns, the others become one JSON text. */
import type { AttrLayout, AttrValue } from '#main/formats/kit/format'
import { decode } from '#main/formats/kit/text'
import type { TextDictionary } from './byte-dictionary'
import type { RunColumns } from './run-columns'

const TEXT_SLOT = 0
const FIRST_WORD_SLOT = 1
const FIRST_INTEGER_SLOT = 4

function slotsOf(layout: AttrLayout): Map<string, number> {
  const slots = new Map<string, number>()
  if (layout.text !== undefined) slots.set(layout.text, TEXT_SLOT)
  layout.words?.slice(0, 3).forEach((name, index) => slots.set(name, FIRST_WORD_SLOT + index))
  layout.integers?.slice(0, 4).forEach((name, index) => slots.set(name, FIRST_INTEGER_SLOT + index))
  return slots
}

/** Shape: layout → the names of its slots as they stand in JSON, colon included; null where a slot is unused. */
export function attrKeys(layout: AttrLayout): (string | null)[] {
  const names = new Array<string | null>(8).fill(null)
  for (const [name, slot] of slotsOf(layout)) names[slot] = `${JSON.stringify(name)}:`
  return names
}

/** Text that JSON can carry: half a surrogate pair becomes U+FFFD. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD')
const jsonOf = (value: AttrValue): string =>
  typeof value === 'string'
    ? JSON.stringify(wellFormed(value))
    : JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? wellFormed(part) : part))

export class AttrPacker {
  private readonly slots: Map<string, number>
  private readonly names = new Map<string, string>()
  private json = ''
  private textString: string | null = null
  private textBytes: Uint8Array | null = null
  private textStart = 0
  private textEnd = 0
  private word1 = 0
  private word2 = 0
  private word3 = 0
  private int1 = NaN
  private int2 = NaN
  private int3 = NaN
  private int4 = NaN

  constructor(
    layout: AttrLayout,
    private readonly texts: TextDictionary,
  ) {
    this.slots = slotsOf(layout)
  }

  put(name: string, value: AttrValue): void {
    const slot = this.slots.get(name)
    if (slot === undefined) this.append(name, value)
    else if (slot >= FIRST_INTEGER_SLOT) {
      if (typeof value === 'number' && Number.isSafeInteger(value)) this.setInteger(slot, value)
      else this.append(name, value)
    } else if (typeof value !== 'string' || (value === '' && slot !== TEXT_SLOT)) this.append(name, value)
    else if (slot === TEXT_SLOT) this.textString = value
    else this.setWord(slot, this.texts.ofString(value))
  }

  /** The bytes must stay as they are until `write`. */
  putBytes(name: string, bytes: Uint8Array, start: number, end: number): void {
    const slot = this.slots.get(name)
    if (slot === TEXT_SLOT) {
      this.textBytes = bytes
      this.textStart = start
      this.textEnd = end
    } else if (slot === undefined || slot >= FIRST_INTEGER_SLOT || start === end) this.put(name, decode(bytes, start, end))
    else this.setWord(slot, this.texts.ofBytes(bytes, start, end))
  }

  write(run: RunColumns, row: number): void {
    run.attr_text.lengths[row] = -1
    if (this.textBytes !== null) run.attr_text.putBytes(row, this.textBytes, this.textStart, this.textEnd)
    else if (this.textString !== null) run.attr_text.putString(row, this.textString)
    run.attr_word_1[row] = this.word1
    run.attr_word_2[row] = this.word2
    run.attr_word_3[row] = this.word3
    run.attr_int_1[row] = this.int1
    run.attr_int_2[row] = this.int2
    run.attr_int_3[row] = this.int3
    run.attr_int_4[row] = this.int4
    run.attrs.lengths[row] = -1
    if (this.json !== '') run.attrs.putString(row, `${this.json}}`)
  }

  clear(): void {
    this.json = ''
    this.textString = null
    this.textBytes = null
    this.word1 = this.word2 = this.word3 = 0
    this.int1 = this.int2 = this.int3 = this.int4 = NaN
  }

  private setWord(slot: number, id: number): void {
    if (slot === FIRST_WORD_SLOT) this.word1 = id
    else if (slot === FIRST_WORD_SLOT + 1) this.word2 = id
    else this.word3 = id
  }

  private setInteger(slot: number, value: number): void {
    if (slot === FIRST_INTEGER_SLOT) this.int1 = value
    else if (slot === FIRST_INTEGER_SLOT + 1) this.int2 = value
    else if (slot === FIRST_INTEGER_SLOT + 2) this.int3 = value
    else this.int4 = value
  }

  private append(name: string, value: AttrValue): void {
    let key = this.names.get(name)
    if (key === undefined) {
      key = `${JSON.stringify(wellFormed(name))}:`
      if (this.names.size < 10_000) this.names.set(name, key)
    }
    this.json += `${this.json === '' ? '{' : ','}${key}${jsonOf(value)}`
  }
}
