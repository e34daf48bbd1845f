/** A made file read in blocks, and the CPU time of work here and in other programs. */
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const BLOCK_BYTES = 4 << 20
const MICROS_PER_SECOND = 1e6

/** Write blocks to a file, do some work with it, take it away again. */
export async function withFile(name: string, blocks: Iterable<Uint8Array>, work: (path: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'backtrail-bench-'))
  try {
    const path = join(folder, name)
    const file = openSync(path, 'w')
    for (const block of blocks) writeSync(file, block)
    closeSync(file)
    await work(path)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Shape: path → its bytes, a block at a time. */
export async function* fileBlocks(path: string): AsyncGenerator<Uint8Array> {
  const file = openSync(path, 'r')
  for (;;) {
    const block = Buffer.allocUnsafe(BLOCK_BYTES)
    const size = await Promise.resolve(readSync(file, block, 0, BLOCK_BYTES, null))
    if (size === 0) break
    yield block.subarray(0, size)
  }
  closeSync(file)
}

/** Shape: work → CPU seconds of this process. */
export async function cpuSeconds(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / MICROS_PER_SECOND
}

/** Shape: program and what it is told → CPU seconds; NaN where it cannot be run. */
export function childCpuSeconds(program: string, ...told: string[]): number {
  const { stderr, status } = spawnSync('bash', ['-c', 'time -p "$@" > /dev/null', 'bash', program, ...told], { encoding: 'utf8' })
  const part = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(stderr)?.[1])
  return status === 0 ? part('user') + part('sys') : NaN
}
