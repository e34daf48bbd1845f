/** Prints how many conn rows a second are parsed, beside `wc -l` on the same file: `npx tsx main/formats/bench/conn.ts [rows]`. */
import zeek from '../zeek/format'
import { linesOf } from '../kit/lines'
import type { SourceInput } from '../kit/format'
import { connBlocks } from './conn-rows'
import { CountingSink } from './counting-sink'
import { childCpuSeconds, cpuSeconds, fileBlocks, withFile } from './measured'

const ROWS = Number(process.argv[2] ?? 5_000_000)
const CLOCK = { zone: null, zoneRule: '', year: null, yearRule: '', quality: 'exact' as const }

const inputOf = (path: string): SourceInput => ({
  ...{ name: 'conn.log', modifiedUs: null },
  ...{ lines: () => linesOf(fileBlocks(path)), blocks: () => fileBlocks(path) },
})

async function countLines(path: string): Promise<void> {
  let lines = 0
  for await (const batch of inputOf(path).lines()) lines += batch.length
  if (lines < ROWS) throw new Error('lines were lost')
}

await withFile('conn.log', connBlocks(ROWS), async (path) => {
  for (let round = 0; round < 3; round++) {
    const start = performance.now()
    const wc = childCpuSeconds('wc', '-l', path)
    const lines = await cpuSeconds(() => countLines(path))
    const sink = new CountingSink()
    const whole = await cpuSeconds(() => zeek.read(inputOf(path), sink, CLOCK))
    const rate = (seconds: number) => `${(ROWS / seconds / 1e6).toFixed(2)} M rows/s`
    process.stdout.write(
      `wc -l ${wc.toFixed(2)} s · lines ${lines.toFixed(2)} s · lines + parse ${whole.toFixed(2)} s (${rate(whole)}; parse alone ${rate(whole - lines)}) · ${(whole / wc).toFixed(1)} × wc · ${sink.events} events · ${((performance.now() - start) / 1000).toFixed(1)} s wall\n`,
    )
  }
})
