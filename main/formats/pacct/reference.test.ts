/** The sample as dump-acct of GNU acct 6.6.4 prints it: nobody's accounts are at hand, so another reader of the same bytes stands for them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readBytes } from '../kit/bytes-input'
import pacct from './format'

/* Command, user and system ticks, elapsed ticks, uid, gid, KiB, pid, ppid, flags, exit or signal, terminal, start. */
const DUMP_ACCT = `
accton 0 0 0 0 0 2000 1200 1199 S 0 __ 2026-03-03T08:00:00
sshd 0 3 12050 0 0 0 1210 800 SF 0 __ 2026-03-03T08:00:05
bash 41 12 11900 1000 1000 7200 1215 1211 - 0 pts/3 2026-03-03T08:00:06
wget 2 0 130.5 1000 1000 0 1216 1215 - 8 pts/3 2026-03-03T08:00:20
sudo 0 0 540 0 0 0 1220 1215 S 0 pts/3 2026-03-03T08:00:40
gcc 512000 32768 2000000 1000 1000 0 1230 1215 - 0 pts/300 2026-03-03T08:01:00
exploit 0 0 3 1000 1000 0 1231 1215 DX 0 pts/3 2026-03-03T08:01:10
sleep 0 0 99999 33 33 0 1232 1 X 0 __ 2026-03-03T08:01:20
cron 0 0 1 0 0 0 1240 600 FX 0 __ 2026-03-03T08:01:21
agetty 0 0 0 0 0 0 1241 1 S 1 tty1 2026-03-03T08:01:22
getty 0 0 0 0 0 0 1242 1 S 0 ttyS0 2026-03-03T08:01:23
sixteen_bytes_ok 0 0 0 4294967294 65534 0 4194304 0 - 0 __ 2096-10-02T07:06:40`

const LETTERS = [
  ['su', 'S'],
  ['fork', 'F'],
  ['core', 'D'],
  ['signal', 'X'],
] as const

it.each(['pacct', 'pacct-big-endian'])('%s', async (name) => {
  const { sink } = await readBytes(pacct, readFileSync(join(import.meta.dirname, 'samples', name)))
  const printed = sink.events.map(({ attrs, processName, durationUs, tsUs }) => {
    const {
      flags = '',
      tty = '__',
      user_seconds,
      system_seconds,
      uid,
      gid,
      memory_kib,
      pid,
      ppid,
      exit_status,
    } = attrs as Record<string, string | number>
    const words = String(flags).split(',')
    const letters = LETTERS.filter(([word]) => words.includes(word)).map(([, letter]) => letter)
    return [
      ...[processName, Number(user_seconds) * 100, Number(system_seconds) * 100, durationUs! / 10_000, uid, gid, memory_kib],
      ...[pid, ppid, letters.join('') || '-', exit_status, tty, new Date(tsUs! / 1000).toISOString().slice(0, 19)],
    ].join(' ')
  })
  expect(printed).toEqual(DUMP_ACCT.trim().split('\n'))
})
