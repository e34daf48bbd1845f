/** Words of merging, of conflicts and of taking back. */
import { plural } from '../../format/number'

export const merge = {
  open: 'Merge a bundle…',
  pick: 'Choose the bundle of a colleague’s copy of this case',
  title: 'Merge a bundle',
  passphrase: 'Passphrase',
  needsPassphrase: 'This bundle is encrypted.',
  compare: 'Compare',
  comparing: 'Comparing with this case; nothing is written…',
  merging: 'Merging…',
  signedBy: (who: string) => `signed by ${who}`,
  nothing: 'Nothing in it is new. This case holds all of it already.',
  brings: (decisions: number, files: number) =>
    `${plural(decisions, 'decision')} and ${plural(files, 'evidence file')} that are not here yet`,
  brought: (decisions: number, files: number) => `${plural(decisions, 'decision')} and ${plural(files, 'evidence file')} came in`,
  there: (n: number) => `${plural(n, 'decision')} of it ${n === 1 ? 'is' : 'are'} here already.`,
  files: 'Evidence that comes in',
  decisions: 'What comes in',
  decisionsMore: (n: number) => `and ${n} more`,
  contended: (n: number) => `${plural(n, 'conflict')}: decided in two ways`,
  contendedSays: 'Both texts are kept. The marked one holds until somebody settles it; you can do that after merging.',
  contendedNow: 'Both texts are kept. The marked one holds until somebody settles it.',
  do: 'Merge',
  settle: 'Settle the conflicts',
  reversible: 'The whole merge can be taken back afterwards, in the journal.',
  undo: 'Take the merge back',
  undone: 'Merge taken back',
} as const

export const conflict = {
  title: 'Conflicts',
  show: (n: number) => `${plural(n, 'conflict')} to settle`,
  none: 'Nothing is in conflict',
  noneSays:
    'Where two copies of a case are merged and both changed the same thing, both texts stand here until somebody settles it.',
  fieldOf: (field: string, name: string) => `${field} of ${name}`,
  removedOf: (name: string) => `${name}: removed by one, changed by another`,
  fields: {
    title: 'title',
    body: 'text',
    tlp: 'mark',
    control: 'control',
    zone: 'zone',
    excluded: 'exclusion',
    skewSeconds: 'clock skew',
  } as Readonly<Record<string, string>>,
  nothing: 'nothing',
  removed: 'removed it',
  holds: 'holds meanwhile',
  keep: 'Keep this',
  keepRemoved: 'Keep it removed',
  keepChanged: 'Keep it, changed',
  keepOf: (who: string) => `Keep the side of ${who}`,
  other: 'Write another text…',
  otherField: 'Text that stands for both',
  otherDo: 'Settle with this text',
  settled: 'Conflict settled',
} as const

export const history = {
  changes: 'What it changed',
  changesNone: 'It changed no field that stands here.',
  before: 'before',
  after: 'after',
  nothing: 'nothing',
  undo: 'Undo',
  undoOf: (summary: string) => `Undo: ${summary}`,
  undone: 'Undone',
  undoneMark: 'undone',
  pick: 'Pick a line to see what it changed',
  id: 'operation',
} as const
