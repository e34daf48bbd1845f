/** The block decoder of unbzip2-stream, which has no types of its own. */
declare module 'unbzip2-stream/lib/bit_iterator.js' {
  /** Reads bits from buffers that `nextBuffer` gives; `null` aligns to the next byte. */
  function bitIterator(nextBuffer: () => Uint8Array): { (bits: number | null): number; bytesRead: number }
  export = bitIterator
}
declare module 'unbzip2-stream/lib/bzip2.js' {
  interface Bits {
    (bits: number | null): number
    bytesRead: number
  }
  const bzip2: {
    /** Reads the header of a stream; gives the size of its blocks in units of 100 kB. */
    header(bits: Bits): number
    /** Reads a block; gives the checksum of the stream so far, or null after the last block. */
    decompress(bits: Bits, put: (byte: number) => void, buffer: Int32Array, bufferLength: number, crc: number): number | null
  }
  export = bzip2
}
