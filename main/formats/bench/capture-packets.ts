/** Packets for measuring: repeatable TCP connections with requests, replies and bulk data. */
import { classicFile, type WrittenFrame } from '../pcap/test/capture-writer'
import { Conversation } from '../pcap/test/conversation'

const PER_FLOW = 60
const FLOWS_AT_ONCE = 200
const START_US = 1_700_000_000_000_000

function flow(number: number): WrittenFrame[] {
  const host = (prefix: string, value: number) => `${prefix}.${(value >> 8) & 255}.${value & 255}`
  const ends = {
    client: host('198.18', number),
    clientPort: 1024 + (number % 60_000),
    server: host('198.19', number * 7),
    serverPort: 80,
  }
  const talk = new Conversation(ends, START_US + number * 1000)
    .open()
    .say(`GET /${number} HTTP/1.1\r\nHost: bench.example\r\n\r\n`)
  talk.answer('HTTP/1.1 200 OK\r\nContent-Length: 40000\r\n\r\n')
  while (talk.frames.length < PER_FLOW - 3) {
    if (talk.frames.length % 3 === 0) talk.send('client', 'A')
    else talk.answer(Buffer.alloc(700, number & 255))
  }
  return talk.close().frames
}

/** Shape: number of packets → blocks that make one capture, connections mixed. */
export function* captureBlocks(packets: number): Generator<Uint8Array> {
  yield classicFile([])
  for (let from = 0; from * PER_FLOW < packets; from += FLOWS_AT_ONCE) {
    const flows = Array.from({ length: FLOWS_AT_ONCE }, (_, index) => flow(from + index))
    const mixed = flows.flat().sort((a, b) => a.tsUs - b.tsUs)
    yield classicFile(mixed).subarray(24)
  }
}
