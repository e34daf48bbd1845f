/** Prints how many conn rows a second are parsed, beside `wc -l` on the same file: `npx tsx main/formats/bench/conn.ts [rows]`. */
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import zeek from '../zeek/format'
import { linesOf } from '../kit/lines'
import type { SourceInput } from '../kit/format'
import { connBlocks } from './conn-rows'
import { CountingSink } from './counting-sink'

const ROWS = Number(process.argv[2] ?? 5_000_000)
const BLOCK = 8 << 20

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

function inputOf(path: string): SourceInput {
  return { name: 'conn.log', modifiedUs: null, lines: () => linesOf(fileBlocks(path)), blocks: () => fileBlocks(path) }
}

async function cpuSeconds(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

async function countLines(path: string): Promise<void> {
  let lines = 0
  for await (const batch of inputOf(path).lines()) lines += batch.length
  if (lines < ROWS) throw new Error('lines were lost')
}

const folder = mkdtempSync(join(tmpdir(), 'conn-bench-'))
const path = join(folder, 'conn.log')
const file = openSync(path, 'w')
for (const block of connBlocks(ROWS)) writeSync(file, block)
closeSync(file)
const decision = { zone: null, zoneRule: '', year: null, yearRule: '', quality: 'exact' as const }
for (let round = 0; round < 3; round++) {
  const start = performance.now()
  const { stderr } = spawnSync('bash', ['-c', `time -p wc -l < ${path}`], { encoding: 'utf8' })
  const wc = Number(/user (\S+)/.exec(stderr)?.[1] ?? 0) + Number(/sys (\S+)/.exec(stderr)?.[1] ?? 0)
  const lines = await cpuSeconds(() => countLines(path))
  const sink = new CountingSink()
  const whole = await cpuSeconds(() => zeek.read(inputOf(path), sink, decision))
  const rate = (seconds: number) => `${(ROWS / seconds / 1e6).toFixed(2)} M rows/s`
  process.stdout.write(
    `wc -l ${wc.toFixed(2)} s · lines ${lines.toFixed(2)} s · lines + parse ${whole.toFixed(2)} s (${rate(whole)}; parse alone ${rate(whole - lines)}) · ${(whole / wc).toFixed(1)} × wc · ${sink.events} events · ${((performance.now() - start) / 1000).toFixed(1)} s wall\n`,
  )
}
rmSync(folder, { recursive: true })
