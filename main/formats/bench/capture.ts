/** Prints how fast a capture becomes flows, beside `cat` and tshark's conversations: `npx tsx main/formats/bench/capture.ts [packets]`. */
import { statSync } from 'node:fs'
import type { SourceInput } from '../kit/format'
import pcap from '../pcap/format'
import { CountingSink } from './counting-sink'
import { captureBlocks } from './capture-packets'
import { childCpuSeconds, cpuSeconds, fileBlocks, withFile } from './measured'

const PACKETS = Number(process.argv[2] ?? 1_200_000)
const CLOCK = { zone: null, zoneRule: '', year: null, yearRule: '', quality: 'exact' as const }

async function* noLines(): AsyncGenerator<never> {}

await withFile('bench.pcap', captureBlocks(PACKETS), async (path) => {
  const megabytes = statSync(path).size / 1e6
  const tshark = childCpuSeconds('tshark', '-n', '-q', '-z', 'conv,tcp', '-r', path)
  const input: SourceInput = { name: 'bench.pcap', modifiedUs: null, lines: () => noLines(), blocks: () => fileBlocks(path) }
  for (let round = 0; round < 3; round++) {
    const cat = childCpuSeconds('cat', path)
    const sink = new CountingSink()
    const cpu = await cpuSeconds(() => pcap.read(input, sink, CLOCK))
    const rate = `${(PACKETS / cpu / 1e6).toFixed(2)} M packets/s, ${(megabytes / cpu).toFixed(0)} MB/s`
    const memory = `${Math.round(process.memoryUsage().rss / 1e6)} MB in memory`
    process.stdout.write(
      `cat ${cat.toFixed(2)} s · tshark ${tshark.toFixed(1)} s · flows ${cpu.toFixed(2)} s (${rate}) · ${(tshark / cpu).toFixed(1)} × tshark · ${sink.events} events · ${memory}\n`,
    )
  }
})
