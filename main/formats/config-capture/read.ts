/** Reads captured configuration: which kind it is, then line by line. */
import { FileClock } from '../kit/file-clock'
import { headOf } from '../kit/detect'
import type { ClockDecision, Head, RecordSink, SourceInput } from '../kit/format'
import { readLines } from '../kit/line-reader'
import { peek } from '../kit/peek'
import { group, gshadow, passwd, shadow } from './accounts'
import { crontab } from './cron'
import { isDpkgStatus, readDpkg } from './dpkg'
import { rpmLast, rpmList } from './packages'
import { loginDefs, osRelease, sshdConfig } from './policies'
import { sudoers } from './sudoers'
import { Facts, type ConfigKind } from './setting'

/** The first that fits counts. */
const KINDS: readonly ConfigKind[] = [
  passwd,
  shadow,
  group,
  gshadow,
  osRelease,
  loginDefs,
  sudoers,
  sshdConfig,
  rpmList,
  rpmLast,
  crontab,
]
const LOOKED_AT = 500
const LOOKED_THROUGH = 65_536

/** Shape: beginning → its lines that are neither blank nor comments, without one that is cut. */
function contentLines({ lines, whole }: Head): string[] {
  const complete = whole || lines.length < 2 ? lines : lines.slice(0, -1)
  return complete.filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#')).slice(0, LOOKED_AT)
}

/** Shape: beginning → the kind of configuration it is, or null. */
export function kindOf(head: Head): ConfigKind | { id: 'dpkg-status'; what: string } | null {
  const lines = contentLines(head)
  if (lines.some((line) => line.length > LOOKED_THROUGH)) return null
  if (isDpkgStatus(lines)) return { id: 'dpkg-status', what: 'packages of the status file of dpkg' }
  return KINDS.find((kind) => kind.isOurs(lines)) ?? null
}

/** Read the whole file. */
export async function readConfig(source: SourceInput, sink: RecordSink, clock: ClockDecision): Promise<void> {
  const { head, input } = await peek(source, LOOKED_THROUGH)
  const beginning = headOf(head.subarray(0, LOOKED_THROUGH), head.length < LOOKED_THROUGH)
  const kind = kindOf(beginning)
  const facts = new Facts(sink, new FileClock(source, clock))
  if (kind === null) await readLines(input, sink, () => sink.reject('none of the files of configuration that are known'), true)
  else if (!('reader' in kind)) await readDpkg(input, sink, facts)
  else await readLines(input, sink, kind.reader(contentLines(beginning), facts), false, '#')
}
