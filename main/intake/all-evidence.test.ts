/** Every file that others recorded goes through intake into one case: the right format, the count that independent tools state, or a plain no. */
import { mkdtempSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { FileResult } from '#contract/evidence'
import type { FormatId } from '#contract/formats'
import { evidencePath, hasEvidence, manifest, type ManifestRow } from '#main/tools/test/evidence'
import { TestCase } from './test/case-folder'

/** What a file is, told from its name; and where its ground truth states how many records it holds. */
interface Kind {
  files: RegExp
  format: FormatId
  counts: RegExp
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
  { files: /masscan\.list$/, format: 'masscan-json', counts: /^(\d+) non-empty lines/ },
  { files: /^scan\/.*nmap.*\.xml$/, format: 'nmap-xml', counts: /(\d+) host elements/ },
  { files: /syslog|auth\.log$|vsftpd/, format: 'syslog', counts: /^(\d+) non-empty lines/ },
  { files: /selinux\.log$|audit-rhel7\.log$/, format: 'auditd', counts: /^(\d+) lines/ },
  { files: /apt_history\.log$/, format: 'apt-history', counts: /^(\d+) non-empty lines/ },
  { files: /dpkg\.log$/, format: 'dpkg-log', counts: /^(\d+) non-empty lines/ },
  { files: /utmp$/, format: 'utmp', counts: /= (\d+)\.00 records/ },
  { files: /journald\.json$/, format: 'journald-json', counts: /^(\d+) __CURSOR/ },
  { files: /debian_status$|linux_passwd$/, format: 'config-capture', counts: /^(\d+) non-empty lines/ },
  { files: /^web\/.*(access|apache)/, format: 'apache-access', counts: /^(\d+) lines/ },
  { files: /^web\/.*(iis|w3c)/, format: 'iis-w3c', counts: /^W3C; (\d+) data lines/ },
  { files: /windows_firewall\.log$/, format: 'iis-w3c', counts: /^(\d+) non-empty lines/ },
  { files: /\.evtx$/, format: 'evtx', counts: /^libevtx exports (\d+) records/ },
  { files: /\.zip$/, format: 'windows-json', counts: /, (\d+) JSON lines/ },
  { files: /\.binetflow$/, format: 'argus-csv', counts: /^(\d+) data rows/ },
  { files: /bodyfile$/, format: 'bodyfile', counts: /^(\d+) non-empty lines/ },
  { files: /end_to_end_tln\.log$/, format: 'plaso-csv', counts: /^(\d+) non-empty lines/ },
  { files: /end_to_end_.*\.log$/, format: 'plaso-csv', counts: /^(\d+) data rows/ },
  { files: /timesketch__.*\.csv$/, format: 'timesketch', counts: /^(\d+) data rows/ },
  { files: /\.sha256$/, format: 'ioc-list', counts: /^(\d+) lines/ },
  { files: /stix2?__|stix-visualization/, format: 'stix', counts: /(\d+) objects/ },
]

/** Files that are of no format: nothing of them may enter a timeline. */
const NO_EVIDENCE: Record<string, RegExp> = {
  'what another tool found, written for its own tests': /\.(test|out|golden)$|hdf-.*\.json$|cid__baseline|nfstream__results/,
  'lines for the tests of a rule, in a file of another kind': /\.ini$|fail2ban__sshd$/,
  'a text that only bears the name of a log': /text_file_conn\.log$/,
  'commands typed, without a format of their own': /_history(\.txt)?$/,
}
