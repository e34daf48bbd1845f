/** Which copy of a case this is: every copy that is opened and edited gets its own journal file, so that chains never fork. */
import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { replaceFile } from './durable'

const FILE_NAME = 'replicas.json'

const ReplicaRecord = z.object({
  case_id: z.string(),
  author: z.string(),
  /** Device and file number of the case folder: a copy has others. */
  device: z.string(),
  inode: z.string(),
  replica: z.string(),
  /** SHA-256 of the last line we wrote, or null before the first. A folder that does not hold it was put back from a backup. */
  last_line: z.string().nullable(),
})
type ReplicaRecord = z.infer<typeof ReplicaRecord>
const ReplicaFile = z.object({ format: z.literal(1), replicas: z.array(ReplicaRecord) })

export interface ReplicaSlot {
  readonly replica: string
  /** Remember that this line is the last one written. */
  wrote(lineDigest: string): void
}

interface Place {
  caseId: string
  author: string
  caseDir: string
  configDir: string
}

function readRecords(path: string): ReplicaRecord[] {
  try {
    return ReplicaFile.parse(JSON.parse(readFileSync(path, 'utf8'))).replicas
  } catch {
    // WHY: without this file every case merely gets a new replica at its next edit; nothing is lost.
    return []
  }
}

const samePlace = (a: ReplicaRecord, b: Omit<ReplicaRecord, 'replica' | 'last_line'>): boolean =>
  a.case_id === b.case_id && a.author === b.author && a.device === b.device && a.inode === b.inode

/**
 * Find or make the replica of this case folder.
 *
 * Shape:  place, `holds` (does the journal file of this replica contain a line with this digest), `newId` → slot.
 */
export function replicaOf(
  place: Place,
  holds: (replica: string, lineDigest: string) => boolean,
  newId: () => string,
): ReplicaSlot {
  const path = join(place.configDir, FILE_NAME)
  const stat = statSync(place.caseDir, { bigint: true })
  const here = { case_id: place.caseId, author: place.author, device: String(stat.dev), inode: String(stat.ino) }
  const known = readRecords(path).find((record) => samePlace(record, here))
  const continues = known !== undefined && (known.last_line === null || holds(known.replica, known.last_line))
  const record: ReplicaRecord = continues ? known : { ...here, replica: newId(), last_line: null }
  return {
    replica: record.replica,
    wrote(lineDigest) {
      mkdirSync(place.configDir, { recursive: true, mode: 0o700 })
      const others = readRecords(path).filter((other) => !samePlace(other, here))
      const replicas = [...others, { ...record, last_line: lineDigest }]
      replaceFile(path, `${JSON.stringify({ format: 1, replicas }, null, 1)}\n`, 0o600)
    },
  }
}
