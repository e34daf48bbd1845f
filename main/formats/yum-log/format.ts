/** Logs of yum and dnf (yum.log, dnf.rpm.log, dnf.log), the package managers of Red Hat and its kin. A record is a line. */
import { claimByLines, NO_CLAIM } from '../kit/detect'
import { defineFormat, type Claim, type Head, type TaxonomyEntry } from '../kit/format'
import { PACKAGE_FIELDS, packageTaxonomy } from '../kit/package-change'
import { readYumLine } from './line'
import { readYum, yumClockEvidence } from './read'

const SOURCE = 'yum(8); dnf(8), dnf.conf(5) logdir'
const provenance = `${SOURCE}; the name is chosen here`
/** Levels that only dnf has, and what it writes first; other programs write such times and levels too. */
const OF_DNF = / (?:SUBDEBUG|DDEBUG) | INFO --- logging initialized ---/

function sniff(head: Head): Claim {
  const lines = head.lines.slice(0, 200).map((line) => line.slice(0, 2000))
  const read = lines.map(readYumLine)
  const isDnf = lines.some((line, index) => read[index]?.manager === 'Dnf' && OF_DNF.test(line.slice(0, 100)))
  if (!isDnf && !read.some((line) => line?.manager === 'Yum')) return NO_CLAIM
  const isOurs = (line: string) => readYumLine(line.slice(0, 2000)) !== null || (isDnf && /^\s/.test(line))
  return claimByLines(head, isOurs, 'lines of yum or dnf', 0.95)
}

const entry = (name: string, type: TaxonomyEntry['type'], specificity: TaxonomyEntry['specificity'], doc: string) =>
  ['Yum', 'Dnf'].map((manager): TaxonomyEntry => ({ name: `${manager}-${name}`, type, specificity, doc, provenance }))

export default defineFormat({
  id: 'yum-log',
  title: 'yum and dnf logs',
  source: SOURCE,
  recordUnit: 'line',
  classes: ['audit', 'config'],
  clock: { zone: true, year: true },
  fields: [
    {
      name: 'time',
      unit: 'local time without year (yum), with offset (dnf)',
      doc: 'When the package was done with; all of one run can carry nearly the same.',
    },
    ...PACKAGE_FIELDS,
    {
      name: 'nevra',
      unit: 'text',
      doc: 'Name, epoch, version, release and architecture as written; old versions of yum write names alone for what they erase.',
    },
    { name: 'command', unit: 'text', doc: 'Command line of dnf; who ran it is not written.' },
    { name: 'level', unit: 'text', doc: 'Level of dnf.' },
    { name: 'pid', unit: 'number', doc: 'Process of dnf5.' },
  ],
  taxonomy: [
    ...['Yum', 'Dnf'].flatMap((manager) =>
      packageTaxonomy(manager, ['Installed', 'Reinstalled', 'Upgraded', 'Downgraded', 'Removed', 'Replaced'], SOURCE),
    ),
    ...entry('Command', 'process', 'specific', 'Somebody ran the package manager with this command line.'),
    ...entry('Error', 'error', 'generic', 'The package manager reports an error.'),
    ...entry('Message', 'application', 'generic', 'Any other message of the package manager.'),
  ],
  attrs: { words: ['package', 'architecture', 'level'] },
  sniff,
  clockEvidence: yumClockEvidence,
  read: readYum,
})
