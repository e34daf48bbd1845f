/** Prints how fast an event log is read, beside `cat` and evtxexport: `npx tsx main/formats/bench/evtx.ts LOG.evtx [times]`; its chunks are repeated. */
import { readFileSync, statSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import evtx from '../evtx/format'
import type { SourceInput } from '../kit/format'
import { CountingSink } from './counting-sink'
import { childCpuSeconds, cpuSeconds, fileBlocks, withFile } from './measured'

const [log = '', times = '10'] = process.argv.slice(2)
const HEADER_BYTES = 4096
const CHUNK_BYTES = 65_536
const CLOCK = { zone: null, zoneRule: '', year: null, yearRule: '', quality: 'exact' as const }

async function* noLines(): AsyncGenerator<never> {}

/** Shape: log × times → its chunks so many times, under a header that counts them. */
function* repeated(bytes: Buffer, count: number): Generator<Uint8Array> {
  const chunks = bytes.subarray(HEADER_BYTES, bytes.length - ((bytes.length - HEADER_BYTES) % CHUNK_BYTES))
  const header = Buffer.from(bytes.subarray(0, HEADER_BYTES))
  header.writeUInt16LE(Math.min(0xffff, (chunks.length / CHUNK_BYTES) * count), 42)
  header.writeUInt32LE(crc32(header.subarray(0, 120)), 124)
  yield header
  for (let turn = 0; turn < count; turn++) yield chunks
}

await withFile('bench.evtx', repeated(readFileSync(log), Number(times)), async (path) => {
  const megabytes = statSync(path).size / 1e6
  const input: SourceInput = { name: 'bench.evtx', modifiedUs: null, lines: () => noLines(), blocks: () => fileBlocks(path) }
  for (let round = 0; round < 3; round++) {
    const [cat, theirs] = [childCpuSeconds('cat', path), childCpuSeconds('evtxexport', path)]
    const sink = new CountingSink()
    const ours = await cpuSeconds(() => evtx.read(input, sink, CLOCK))
    process.stdout.write(
      `${megabytes.toFixed(0)} MB: cat ${cat.toFixed(2)} s · evtxexport ${theirs.toFixed(1)} s · events ${ours.toFixed(2)} s (${(megabytes / ours).toFixed(0)} MB/s) · ${(theirs / ours).toFixed(1)} × evtxexport · ${sink.events} events\n`,
    )
  }
})
