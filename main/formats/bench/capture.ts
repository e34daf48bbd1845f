/** Prints how fast a capture becomes flows, beside `cat` and tshark's conversations: `npx tsx main/formats/bench/capture.ts [packets]`. */
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SourceInput } from '../kit/format'
import pcap from '../pcap/format'
import { CountingSink } from './counting-sink'
import { captureBlocks } from './capture-packets'

const PACKETS = Number(process.argv[2] ?? 1_200_000)
const BLOCK = 4 << 20

async function* fileBlocks(path: string): AsyncGenerator<Uint8Array> {
  const file = openSync(path, 'r')
  for (;;) {
    const block = Buffer.allocUnsafe(BLOCK)
    const size = await Promise.resolve(readSync(file, block, 0, BLOCK, null))
    if (size === 0) break
    yield block.subarray(0, size)
  }
  closeSync(file)
}

/** Shape: command → CPU seconds; NaN where it cannot be run. */
function childCpu(command: string): number {
  const { stderr, status } = spawnSync('bash', ['-c', `time -p ${command} > /dev/null`], { encoding: 'utf8' })
  const part = (name: string) => Number(new RegExp(`${name} (\\S+)`).exec(stderr)?.[1])
  return status === 0 ? part('user') + part('sys') : NaN
}

const folder = mkdtempSync(join(tmpdir(), 'capture-bench-'))
const path = join(folder, 'bench.pcap')
const file = openSync(path, 'w')
for (const block of captureBlocks(PACKETS)) writeSync(file, block)
closeSync(file)
const megabytes = statSync(path).size / 1e6
const tshark = childCpu(`tshark -n -q -z conv,tcp -r ${path} 2> /dev/null`)
const clock = { zone: null, zoneRule: '', year: null, yearRule: '', quality: 'exact' as const }
for (let round = 0; round < 3; round++) {
  const cat = childCpu(`cat ${path}`)
  const sink = new CountingSink()
  const input: SourceInput = { name: 'bench.pcap', modifiedUs: null, lines: () => emptyLines(), blocks: () => fileBlocks(path) }
  const before = process.cpuUsage()
  await pcap.read(input, sink, clock)
  const { user, system } = process.cpuUsage(before)
  const cpu = (user + system) / 1e6
  const rate = `${(PACKETS / cpu / 1e6).toFixed(2)} M packets/s, ${(megabytes / cpu).toFixed(0)} MB/s`
  const memory = `${Math.round(process.memoryUsage().rss / 1e6)} MB in memory`
  process.stdout.write(
    `cat ${cat.toFixed(2)} s · tshark ${tshark.toFixed(1)} s · flows ${cpu.toFixed(2)} s (${rate}) · ${(tshark / cpu).toFixed(1)} × tshark · ${sink.events} events · ${memory}\n`,
  )
}
rmSync(folder, { recursive: true })

async function* emptyLines(): AsyncGenerator<never> {}
