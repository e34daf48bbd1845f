/** `merge` and `journal`: a colleague's copy comes in, decisions are listed, settled, taken back. */
import { resolve } from 'node:path'
import type { MergeResult } from '#contract/merge'
import type { Conflict, JournalLine, Person } from '#contract/notebook'
import { addUnlockOptions, unlockOf, type UnlockOptions } from '../passphrase'
import type { CommandSet, Register } from '../command'
import { withCase } from '../engine'
import { table, visible } from '../table'

const quoted = (text: string | null): string => (text === null ? '(removed)' : visible(text))

function describeConflict({ id, name, field, sides, standing }: Conflict): string[] {
  return [
    `  ${id}  ${visible(field)} of ${visible(name)}`,
    ...sides.map(({ operation, author, text }) => {
      const mark = operation === standing ? '*' : ' '
      return `   ${mark} ${operation.slice(0, 12)}  ${visible(author)}: ${quoted(text)}`
    }),
  ]
}

function describeMerge(result: MergeResult): string {
  const { added, already_there: there, conflicts, signer, signer_name: name } = result
  const verb = result.dry_run ? 'would be added' : 'added'
  return [
    `signed by ${name === '' ? signer : `${visible(name)} (${signer.slice(0, 8)})`}`,
    `${added.decisions} decisions and ${added.evidence} evidence files ${verb}; ${there} decisions were here`,
    ...result.evidence.map((file) => `  + ${visible(file.name)} (${file.sha256.slice(0, 12)}…)`),
    ...result.decisions.map((line) => `  + ${visible(line.author)} ${visible(line.summary)}`),
    ...(conflicts.length === 0
      ? []
      : [`${conflicts.length} in conflict (* holds meanwhile):`, ...conflicts.flatMap(describeConflict)]),
    ...(result.merge === null ? [] : [`taken back by: journal undo DIR ${result.merge}`]),
  ].join('\n')
}

function registerMerge({ program, action }: CommandSet): void {
  const merge = program
    .command('merge')
    .description("bring in the decisions and evidence of a colleague's copy of this case")
    .argument('<dir>', 'case folder')
    .argument('<file>', 'bundle of the other copy')
    .option('--dry-run', 'only say what would happen')
  addUnlockOptions(merge)
  action<UnlockOptions & { dryRun?: boolean }>(merge, ({ args, options }) =>
    withCase(args[0]!, async (client) => {
      const request = { path: resolve(args[1]!), ...unlockOf(options), dry_run: options.dryRun ?? false }
      const result = await client.bundle.merge(request)
      return { json: result, text: describeMerge(result) }
    }),
  )
}

const changesOf = ({ changes = [] }: JournalLine): string[] =>
  changes.map(({ field, before, after }) => `    ${visible(field)}: ${visible(before ?? '—')} → ${visible(after ?? '—')}`)

function registerList({ group, action }: CommandSet): void {
  const list = group('journal', 'who decided what, and when')
    .command('list')
    .description('every decision, newest first, with what it changed')
    .argument('<dir>', 'case folder')
    .option('--limit <n>', 'at most so many', Number)
  action<{ limit?: number }>(list, ({ args, options }) =>
    withCase(args[0]!, async (client) => {
      const rows = await client.notebook.history({ limit: options.limit ?? Number.MAX_SAFE_INTEGER })
      const text = rows.flatMap((row) => [
        `${row.at}  ${row.id.slice(0, 12)}  ${visible(row.author)}  ${visible(row.summary)}${row.undone_by ? ' (undone)' : ''}`,
        ...changesOf(row),
      ])
      return { json: { rows }, text: text.join('\n') }
    }),
  )
}

/** Shape: beginning of an id, as lists print it → the whole id where exactly one begins so, else as it was given. */
function whole(ids: readonly string[], begun: string): string {
  const found = ids.filter((id) => id.startsWith(begun))
  return begun !== '' && found.length === 1 ? found[0]! : begun
}

function registerUndo({ group, action }: CommandSet): void {
  const undo = group('journal', 'who decided what, and when')
    .command('undo')
    .description('take a decision back by a new one; of a merge, all it brought')
    .argument('<dir>', 'case folder')
    .argument('<id>', 'id of the decision, or its beginning')
  action(undo, ({ args }) =>
    withCase(args[0]!, async (client) => {
      const rows = await client.notebook.history({ limit: Number.MAX_SAFE_INTEGER })
      const line = await client.journal.undo({ id: whole(rows.map(({ id }) => id), args[1]!) }) // prettier-ignore
      return { json: line, text: `${line.id.slice(0, 12)}: ${visible(line.summary)}` }
    }),
  )
}

function registerConflicts({ group, action }: CommandSet): void {
  const journal = group('journal', 'who decided what, and when')
  action(
    journal.command('conflicts').description('what was decided in two ways and is not settled').argument('<dir>', 'case folder'),
    ({ args }) =>
      withCase(args[0]!, async (client) => {
        const rows = await client.journal.conflicts()
        const text = rows.length === 0 ? 'Nothing is in conflict.' : rows.flatMap(describeConflict).join('\n')
        return { json: { rows }, text }
      }),
  )
  const settle = journal
    .command('resolve')
    .description('settle a conflict')
    .argument('<dir>', 'case folder')
    .argument('<id>', 'id of the conflict')
    .option('--keep <decision>', 'id of the side that is kept, or its beginning')
    .option('--value <text>', 'another text instead of both')
  action<{ keep?: string; value?: string }>(settle, ({ args, options: { keep, value } }) =>
    withCase(args[0]!, async (client) => {
      const conflict = (await client.journal.conflicts()).find(({ id }) => id === args[1])
      const side = keep === undefined ? undefined : whole(conflict?.sides.map(({ operation }) => operation) ?? [], keep)
      const rows = await client.journal.resolve({ id: args[1]!, keep: side, value })
      return { json: { rows }, text: `Settled; ${rows.length} still open.` }
    }),
  )
}

function registerExport({ group, action }: CommandSet): void {
  const journal = group('journal', 'who decided what, and when')
  const print = journal
    .command('export')
    .description('what the case says, as one canonical line of JSON: the same bytes wherever the same was decided')
    .argument('<dir>', 'case folder')
  action(print, ({ args }) =>
    withCase(args[0]!, async (client) => {
      const { text, sha256 } = await client.journal.canonical()
      return { json: { sha256, case: JSON.parse(text) as unknown }, text }
    }),
  )
}

function registerPeople({ group, action }: CommandSet): void {
  const journal = group('journal', 'who decided what, and when')
  const people = journal.command('people').description('who writes, by key').argument('<dir>', 'case folder')
  const lines = (rows: readonly Person[]) =>
    table(
      ['key', 'calls themselves', 'called here', 'same person as'],
      rows.map((row) => [row.fingerprint, row.claimed, row.name ?? '', row.same_as ?? '']),
    )
  action(people, ({ args }) =>
    withCase(args[0]!, async (client) => {
      const rows = await client.journal.people()
      return { json: { rows }, text: lines(rows) }
    }),
  )
  const name = journal
    .command('name')
    .description('call the holder of a key by a name in this case')
    .argument('<dir>', 'case folder')
    .argument('<key>', 'fingerprint of the key')
    .argument('[name]', 'the name; left out, it is taken back')
    .option('--same-as <key>', 'another key of the same person')
  action<{ sameAs?: string }>(name, ({ args, options: { sameAs } }) =>
    withCase(args[0]!, async (client) => {
      const called = args[2] === undefined && sameAs !== undefined ? {} : { name: args[2] ?? null }
      const rows = await client.journal.namePerson({ fingerprint: args[1]!, same_as: sameAs, ...called })
      return { json: { rows }, text: lines(rows) }
    }),
  )
}

export const register: Register = (set) => {
  registerPeople(set)
  registerMerge(set)
  registerList(set)
  registerUndo(set)
  registerConflicts(set)
  registerExport(set)
}
