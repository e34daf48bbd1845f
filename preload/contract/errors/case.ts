/** Errors: the case folder, its journal and its database. */
import type { FaultText } from '../errors'

export const CASE_ERRORS = {
  'CAS-001': {
    why: '{path} is not a case folder: it has no case.json.',
    fix: 'Give the folder that `case new` or `sample` made, or make one.',
  },
  'CAS-002': { why: '{path} exists already.', fix: 'Choose another folder, or open the case that is there.' },
  'CAS-003': {
    why: 'The case is already open in another window (process {pid}).',
    fix: 'Close it there first, or work in that window.',
  },
  'CAS-004': {
    why: 'The database of this case was made by another version of the workbench (layout {found}, this version needs {expected}).',
    fix: 'Run `rebuild`: it makes the database again from the evidence and the journal; nothing you wrote is touched.',
  },
  'CAS-005': {
    why: 'The disk that holds {path} is full; what was not finished has been undone.',
    fix: 'Free some space and start again; everything acknowledged before is there.',
  },
  'CAS-006': { why: 'The case database {path} is closed.', fix: 'Open the case again.' },
  'CAS-010': {
    why: '"{text}" is not a network.',
    fix: 'Write networks as address/length, for example 198.18.0.0/16 or 2001:db8::/32.',
  },
  'CAS-020': {
    why: 'The case.json in {path} is damaged.',
    fix: 'Copy case.json from a bundle or a backup of this case into the folder; evidence and journal are not touched by this.',
  },
  'CAS-021': { why: '{path} cannot be made: {reason}.', fix: 'Choose a folder you may write to, on a disk with free space.' },
  'CAS-022': {
    why: 'The case in {path} was made by a newer version ({version}).',
    fix: 'Install that version or a later one; this one would not understand everything in the case.',
  },
  'CAS-023': {
    why: 'Your signing key {path} cannot be used: {reason}.',
    fix: 'Restore the file from a backup; or move it away to get a new key (what you signed before stays valid under the old one).',
  },
  'CAS-024': {
    why: 'The journal could not be written: {reason}. What you just did is not saved.',
    fix: 'Free some space or make the case folder writable, then do it again; everything before it is saved.',
  },
  'CAS-025': { why: 'This case is open for reading only.', fix: 'Open it for editing first.' },
  'CAS-011': {
    why: 'There is no sample case "{name}".',
    fix: 'Samples are: {names}.',
  },
  'CAS-012': {
    why: '"{zone}" is not a time zone.',
    fix: 'Give an IANA name such as America/New_York, UTC, or an offset such as -04:00.',
  },
  'CAS-030': {
    why: 'There is no entry {id} in the notebook.',
    fix: 'Look at the list of entries; ids are as `finding list` prints them.',
  },
  'CAS-031': {
    why: 'The entry {entry} has no citation {citation}.',
    fix: 'Look at the entry; somebody may have taken the citation out.',
  },
  'CAS-032': {
    why: '"{text}" is not a time.',
    fix: 'Write times as ISO 8601, for example 2009-06-28T01:08:26Z; without a zone they are UTC.',
  },
  'CAS-033': {
    why: '"{text}" is not a type of event.',
    fix: 'Use one of the types in the type panel, for example manual or login.',
  },
  'CAS-034': {
    why: 'The library of lessons {path} cannot be read: {reason}.',
    fix: 'Restore the file from a backup, or move it away to begin a new library; lessons of cases are not touched by this.',
  },
  'CAS-035': { why: 'There is no lesson {id} in the library.', fix: '`lesson library` lists what there is.' },
  'CAS-036': {
    why: 'The lesson {id} has no control that can be run.',
    fix: 'Give it one: a filter, a detector, a rule of access, or evidence that must be there.',
  },
  'CAS-037': { why: 'There is no observation {id} in this case.', fix: '`hypothesis matrix` lists what there is.' },
  'CAS-038': {
    why: 'There is no explanation {id} in this case.',
    fix: 'Write a hypothesis first; `hypothesis list` lists what there is.',
  },
  'CAS-039': { why: '"{text}" is not one of the choices.', fix: 'Take one of: {known}.' },
  'CAS-040': { why: 'The journal has no operation {id}.', fix: 'Look at the journal; ids are as `journal list` prints them.' },
  'CAS-041': {
    why: 'A record of the journal itself ({kind}) cannot be undone.',
    fix: 'Undo the decisions you mean; who wrote and what left the case stays on record.',
  },
  'CAS-042': {
    why: 'This has been undone already.',
    fix: 'Undo the undoing, which stands later in the journal, to take it up again.',
  },
  'CAS-043': {
    why: 'There is no open conflict {id}.',
    fix: 'Look at the list of conflicts; a colleague, or a later change, may have settled it.',
  },
  'CAS-044': {
    why: 'The {field} cannot be given this value.',
    fix: 'Keep one of the sides, or change the field where it is usually changed; that settles the conflict too.',
  },
  'CAS-045': {
    why: 'Your signing key {path} is sealed with a passphrase.',
    fix: 'Write the passphrase to a file only you can read and name it in BACKTRAIL_KEY_PASSPHRASE_FILE, then start again.',
  },
  'CAS-046': {
    why: 'The passphrase is not that of your signing key {path}, or the file was altered.',
    fix: 'Check the file that BACKTRAIL_KEY_PASSPHRASE_FILE names; nobody can recover a lost passphrase: move the key away to get a new one.',
  },
  'CAS-047': {
    why: 'The file {path} with the passphrase of your signing key cannot be read: {reason}.',
    fix: 'Put it back, or name another one in BACKTRAIL_KEY_PASSPHRASE_FILE.',
  },
  'CAS-013': {
    why: 'The sample {name} is not whole: {file}: {reason}',
    fix: 'Install the program again, or take the sample from its source.',
  },
} as const satisfies Record<string, FaultText>
