/** History of apt: who had which packages installed, upgraded and removed, with which command. A record is a paragraph. */
import { NO_CLAIM } from '../kit/detect'
import { defineFormat, type Claim, type Head, type TaxonomyEntry } from '../kit/format'
import { PACKAGE_FIELDS, packageTaxonomy } from '../kit/package-change'
import { readApt } from './read'

const SOURCE = 'apt, apt-pkg/deb/dpkgpm.cc; apt.conf(5), Dir::Log::History'
const entry = (name: string, type: TaxonomyEntry['type'], doc: string): TaxonomyEntry => ({
  name,
  type,
  specificity: 'specific',
  doc,
  provenance: `${SOURCE}; the name is chosen here`,
})

const START = /^Start-Date: \d{4}-\d{2}-\d{2} {1,2}\d{2}:\d{2}:\d{2}\s*$/
const OTHER =
  /^(?:Commandline|Requested-By|Install|Reinstall|Upgrade|Downgrade|Remove|Purge|Disappeared|Error|Comment|End-Date): /

function sniff({ lines }: Head): Claim {
  const first = lines.findIndex((line) => line.trim() !== '')
  const beginning = lines.slice(Math.max(0, first), first + 200)
  const start = beginning.findIndex((line) => START.test(line))
  if (start < 0 || start > 20 || !beginning.slice(start + 1).some((line) => OTHER.test(line))) return NO_CLAIM
  return { confidence: 0.95, why: 'paragraphs that begin with Start-Date and name packages, as apt writes them' }
}

export default defineFormat({
  id: 'apt-history',
  title: 'apt history',
  source: SOURCE,
  recordUnit: 'record',
  classes: ['audit', 'config'],
  clock: { zone: true, year: false },
  fields: [
    {
      name: 'Start-Date',
      unit: 'local time',
      doc: 'When apt began, by the clock and zone of the host. All packages carry it; dpkg’s own log knows their moments.',
    },
    { name: 'End-Date', unit: 'local time', doc: 'When apt was done; absent where it was cut off.' },
    { name: 'command', unit: 'text', doc: 'Command line; absent where a program used apt as a library.' },
    {
      name: 'uid',
      unit: 'user number',
      doc: 'Who asked, as sudo or pkexec told apt; absent for root itself. The asker can set it.',
    },
    { name: 'comment', unit: 'text', doc: 'What the program that used apt said about itself.' },
    { name: 'error', unit: 'text', doc: 'What went wrong; packages of a failed transaction may be there all the same.' },
    { name: 'packages', unit: 'count', doc: 'Packages in the transaction.' },
    { name: 'automatic', unit: 'true', doc: 'The package came because another needs it.' },
    { name: 'unread', unit: 'texts', doc: 'What could not be read, as written.' },
    ...PACKAGE_FIELDS,
  ],
  taxonomy: [
    ...packageTaxonomy('Apt', ['Installed', 'Reinstalled', 'Upgraded', 'Downgraded', 'Removed', 'Purged', 'Replaced'], SOURCE),
    entry('Apt-Transaction', 'process', 'apt ran from begin to end.'),
    entry('Apt-Transaction_Failed', 'error', 'apt ran and reports an error.'),
    entry(
      'Apt-Transaction_Unfinished',
      'process',
      'apt began and never wrote that it ended: cut off, or still running when the file was copied.',
    ),
  ],
  attrs: { text: 'command', words: ['package', 'architecture', 'version'], integers: ['uid', 'packages'] },
  sniff,
  read: readApt,
})
