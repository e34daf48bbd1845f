/** Speed of intake beside plain DuckDB: interleaved pairs, each run in a process of its own, compared by CPU seconds. */
import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CONN_HEADER, connRows } from '../test/conn-log'
import { buildEntries } from './build'

interface Cost {
  wallS: number
  cpuS: number
  peakMb: number
  events: number
}

const usage = 'usage: npx tsx main/intake/bench/run.ts [rows] [pairs] [--only-intake]'
const numbers = process.argv.slice(2).filter((word) => /^\d+$/.test(word))
const rows = Number(numbers[0] ?? 5_000_000)
const pairs = Number(numbers[1] ?? 5)
const onlyIntake = process.argv.includes('--only-intake')

function generate(folder: string): string {
  const path = join(folder, `conn-${rows}.log`)
  if (existsSync(path)) return path
  const row = connRows(7)
  const file = openSync(path, 'w')
  let text = CONN_HEADER
  for (let index = 0; index < rows; index++) {
    text += `${row(index)}\n`
    if (text.length < 1 << 20) continue
    writeSync(file, text)
    text = ''
  }
  writeSync(file, text)
  closeSync(file)
  return path
}

function measured(entry: string, parameters: readonly string[]): Cost {
  const child = spawnSync(process.execPath, [entry, ...parameters], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  if (child.status !== 0) throw new Error(`${entry} ended with ${child.status ?? child.signal}`)
  return JSON.parse(child.stdout) as Cost
}

const say = (text: string) => process.stdout.write(`${text}\n`)
const shown = ({ wallS, cpuS, peakMb }: Cost) => `${cpuS.toFixed(1)} CPU s, ${wallS.toFixed(1)} s, peak ${Math.round(peakMb)} MB`

if (process.argv.includes('--help')) say(usage)
else {
  const cache = join(tmpdir(), 'intake-bench')
  mkdirSync(cache, { recursive: true })
  const file = generate(cache)
  const folder = mkdtempSync(join(tmpdir(), 'intake-bench-'))
  const built = await buildEntries({
    intake: join(import.meta.dirname, 'intake-child.ts'),
    ctas: join(import.meta.dirname, 'ctas-child.ts'),
  })
  say(`${rows} conn rows, ${(statSync(file).size / 1e6).toFixed(0)} MB`)
  const ratios: number[] = []
  let peakMb = 0
  for (let pair = 1; pair <= pairs; pair++) {
    const ours = measured(join(built, 'intake.mjs'), [join(folder, 'case'), join(built, 'intake-worker.mjs'), file])
    say(`pair ${pair}: intake ${shown(ours)}, ${ours.events} events`)
    peakMb = Math.max(peakMb, ours.peakMb)
    if (onlyIntake) continue
    const ctas = measured(join(built, 'ctas.mjs'), [join(folder, 'ctas.duckdb'), file])
    ratios.push(ctas.cpuS / ours.cpuS)
    say(
      `pair ${pair}: CTAS   ${shown(ctas)}; speed by CPU ${(ctas.cpuS / ours.cpuS).toFixed(2)}×, by wall ${(ctas.wallS / ours.wallS).toFixed(2)}×`,
    )
  }
  ratios.sort((a, b) => a - b)
  if (ratios.length > 0)
    say(`speed of intake by CPU: median ${ratios[Math.floor(ratios.length / 2)]!.toFixed(2)}× of CTAS (asked: 0.67×)`)
  say(`peak memory of intake: ${Math.round(peakMb)} MB (asked, of ten million events: 1536 MB)`)
  rmSync(folder, { recursive: true, force: true })
  rmSync(built, { recursive: true, force: true })
}
