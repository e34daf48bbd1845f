/** Every file that others recorded goes through intake into one case: the right format, the count that independent tools state, or a plain no. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { FileResult } from '#contract/evidence'
import type { FormatId } from '#contract/formats'
import { evidencePath, hasEvidence, manifest, type ManifestRow } from '#main/tools/test/evidence'
import { TestCase } from './test/case-folder'

/**
 * What a file is, told from its name; and how many records it holds: where its ground truth states it (several numbers are summed), or,
 * where that counts lines of which not all are records, how a line looks that is one.
 */
interface Kind {
  files: RegExp
  format: FormatId
  counts?: RegExp
  lines?: RegExp
  /** Records beside those that are counted. */
  beside?: number
}

const KINDS: readonly Kind[] = [
  { files: /^(zeek|beacon)\/.*\.(log|gz|json|0)(\.gz)?$/, format: 'zeek', counts: /^\S+; (\d+) rows/ },
  { files: /\.pcap(ng)?$/, format: 'pcap', counts: /; packets (\d+);/ },
  { files: /^ids\/.*\.json$/, format: 'suricata-eve', counts: /; (\d+) events/ },
  { files: /^ids\/.*fast\.log$/, format: 'snort-fast', counts: /; (\d+) alerts/ },
  { files: /nessus.*\.csv$/, format: 'nessus-csv', counts: /^(\d+) data rows/ },
  { files: /\.nessus$|nessus.*\.xml$/, format: 'nessus', counts: /; (\d+) ReportItems/ },
  { files: /openvas.*\.csv$/i, format: 'openvas-xml', counts: /^(\d+) data rows/ },
  { files: /openvas.*\.xml$/, format: 'openvas-xml', counts: /; (\d+) results with an nvt/ },
  { files: /masscan\.xml$/, format: 'masscan-json', counts: /; (\d+) host elements/ },
  { files: /masscan\.list$/, format: 'masscan-json', lines: /^[^#\s]/ },
  { files: /^scan\/.*nmap.*\.xml$/, format: 'nmap-xml', counts: /(\d+) host elements/ },
  { files: /syslog|auth\.log$|vsftpd/, format: 'syslog', counts: /^(\d+) non-empty lines/ },
  { files: /selinux\.log$|audit-rhel7\.log$/, format: 'auditd', counts: /^(\d+) lines/ },
  { files: /apt_history\.log$/, format: 'apt-history', lines: /^Start-Date:/ },
  { files: /dpkg\.log$/, format: 'dpkg-log', counts: /^(\d+) non-empty lines/ },
  { files: /utmp$/, format: 'utmp', counts: /= (\d+)\.00 records/ },
  { files: /journald\.json$/, format: 'journald-json', counts: /^(\d+) __CURSOR/ },
  { files: /debian_status$/, format: 'config-capture', lines: /^Package:/ },
  { files: /linux_passwd$/, format: 'config-capture', counts: /^(\d+) non-empty lines/ },
  { files: /^web\/.*(access|apache)/, format: 'apache-access', counts: /^(\d+) lines/ },
  { files: /^web\/.*(iis|w3c)/, format: 'iis-w3c', counts: /^W3C; (\d+) data lines/ },
  { files: /windows_firewall\.log$/, format: 'iis-w3c', lines: /^[^#\s]/ },
  { files: /\.evtx$/, format: 'evtx', counts: /^libevtx exports (\d+) records/ },
  { files: /\.zip$/, format: 'windows-json', counts: /, (\d+) JSON lines/ },
  { files: /\.binetflow$/, format: 'argus-csv', counts: /^(\d+) data rows/ },
  { files: /bodyfile$/, format: 'bodyfile', lines: /^[^#\s]/ },
  { files: /end_to_end_tln\.log$/, format: 'plaso-csv', lines: /^\d/ },
  { files: /end_to_end_.*\.log$/, format: 'plaso-csv', counts: /^(\d+) data rows/ },
  { files: /timesketch__.*\.csv$/, format: 'timesketch', counts: /^(\d+) data rows/ },
  { files: /\.golden$/, format: 'jsonl', lines: /^\s+"@timestamp":/ },
  { files: /\.sha256$/, format: 'ioc-list', counts: /^(\d+) lines/ },
  { files: /^intel\/.*misp/i, format: 'misp', counts: /; (\d+) attributes \+ (\d+) objects holding (\d+) attributes/, beside: 1 },
  { files: /stix2?__|stix-visualization/, format: 'stix', counts: /(\d+) objects/ },
]

/** Files that are of no format: nothing of them may enter a timeline. */
const NO_EVIDENCE: Record<string, RegExp> = {
  'what another tool found, written for its own tests': /\.(test|out)$|hdf-.*\.json$|cid__baseline|nfstream__results/,
  'lines for the tests of a rule, in a file of another kind': /\.ini$|fail2ban__sshd$/,
  'a text that only bears the name of a log': /text_file_conn\.log$/,
  'commands typed, without a format of their own': /_history(\.txt)?$/,
}

/** Where we disagree with the stated count, what we find instead, and who is right. */
const OTHERWISE: Record<string, string> = {
  'scan/libnmap__dionaea_scan.xml':
    'One host as stated; what scripts found before and after the scan are two records of their own.',
}

interface Line {
  file: string
  expected: string
  got: string
  isExact: boolean
}

const rowsOf = manifest()
const noEvidence = (file: string): boolean => Object.values(NO_EVIDENCE).some((names) => names.test(file))

/** Shape: row → the format it should land in (null: none) and the count stated (null: none is, because the file is damaged). */
function expectedOf({ file, groundTruth }: ManifestRow): { format: FormatId | null; records: number | null } {
  if (noEvidence(file)) return { format: null, records: 0 }
  const kind = KINDS.find(({ files }) => files.test(file))
  if (kind === undefined) throw new Error(`${file}: nothing is known of it`)
  const { format, counts, lines, beside = 0 } = kind
  if (lines !== undefined)
    return {
      format,
      records: readFileSync(evidencePath(file), 'utf8')
        .split(/\r?\n/)
        .filter((line) => lines.test(line)).length,
    }
  const stated = counts?.exec(groundTruth)?.slice(1).map(Number)
  return { format, records: stated?.reduce((sum, number) => sum + number, beside) ?? null }
}

/** Shape: (row of the manifest, results of the file and of its members) → one line of the table. */
function compared(row: ManifestRow, results: readonly FileResult[]): Line {
  const expected = expectedOf(row)
  const read = results.filter(({ format }) => format !== null)
  const [records, represented] = (['records', 'represented'] as const).map((count) =>
    read.reduce((sum, result) => sum + result[count], 0),
  )
  const formats = [...new Set(read.map(({ format }) => format))].join(', ')
  // Some truths count what can be read, others also what is there and cannot.
  const counts = [represented, records]
  const isSaid = read.some(
    ({ rejected, checks }) => rejected > 0 || checks.some(({ level }) => level === 'warning' || level === 'error'),
  )
  return {
    file: row.file,
    expected: `${expected.format ?? 'none'} ${expected.records ?? 'damaged'}`,
    got: `${formats === '' ? 'none' : formats} ${records} (${represented} represented)`,
    isExact: formats === (expected.format ?? '') && (expected.records === null ? isSaid : counts.includes(expected.records)),
  }
}

test.skipIf(!hasEvidence)(
  'every file of others lands in its format with the count that others state',
  async () => {
    const it = await TestCase.inMemory()
    try {
      const lines: Line[] = []
      for (const row of rowsOf) {
        const results = await it.addAll(evidencePath(row.file))
        for (const result of results) {
          expect(result.records, row.file).toBe(result.represented + result.rejected)
          if (result.status === 'failed')
            expect(result.error, row.file).toMatchObject({ code: expect.any(String), fix: expect.any(String) })
        }
        lines.push(compared(row, results))
      }
      const exact = lines.filter(({ isExact }) => isExact).length
      const width = Math.max(...lines.map(({ file }) => file.length))
      console.log(
        lines
          .map(({ file, expected, got, isExact }) => `${file.padEnd(width)}  ${expected.padEnd(22)}  ${isExact ? 'same' : got}`)
          .join('\n'),
      )
      console.log(`${exact} of ${lines.length} exactly (${((100 * exact) / lines.length).toFixed(1)} %)`)
      expect(lines.filter(({ isExact, file }) => !isExact && !(file in OTHERWISE))).toEqual([])
      expect(exact / lines.length).toBeGreaterThanOrEqual(0.98)
    } finally {
      await it.close()
    }
  },
  300_000,
)
