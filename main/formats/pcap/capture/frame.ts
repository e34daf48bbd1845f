/** What the two kinds of capture file have in common: frames, and somebody who takes them. */

/** Longest captured packet that is believed; Wireshark draws the line at the same place. */
export const MAX_CAPTURED_BYTES = 262_144
/** Longest block of a pcapng file that is believed. */
export const MAX_BLOCK_BYTES = 16 << 20
/** First moment of year 10000: what an ISO time can say. */
const MAX_TS_US = 253_402_300_800_000_000

/** One captured frame; one mutable object for all of them. `bytes[start, end)` is what was captured. */
export class Frame {
  bytes: Uint8Array = new Uint8Array(0)
  start = 0
  end = 0
  /** Length on the wire; more than was captured where the capture was snapped short. */
  wireBytes = 0
  tsUs = 0
  /** As in https://www.tcpdump.org/linktypes.html. */
  linkType = 0
  /** Name of the interface, where the file names several. */
  interfaceName: string | null = null
}

/** Takes what a capture file holds. Every byte of the file goes to exactly one of these calls, in order. */
export interface CaptureTaker {
  packet(frame: Frame, offset: number, length: number): void
  /** File header, interface description, statistics: not a packet. */
  structural(offset: number, length: number): void
  /** A packet whose frame cannot be had. */
  refuse(offset: number, length: number, reason: string): void
  /** Bytes that belong to nothing because lengths before them are wrong. */
  damaged(offset: number, length: number, reason: string): void
  /** What the file says about its own capture. */
  note(id: string, level: 'info' | 'warning', text: string, count: number): void
}

/** Reads as much of the window as is there. */
export interface CaptureReader {
  /** Shape: window, whether nothing follows → true when it stopped at the header of another file. */
  read(window: Window, isLast: boolean): boolean
}

/** Bytes ahead; see `ByteWindow`. */
export interface Window {
  bytes: Uint8Array
  start: number
  end: number
  offset: number
  size: number
  skip(count: number): void
}

/** Shape: whether a time can be stored. */
export const isStorable = (tsUs: number): boolean => tsUs >= 0 && tsUs < MAX_TS_US
