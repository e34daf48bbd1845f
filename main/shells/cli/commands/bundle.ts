/** `bundle`, `open`, `verify`: a case leaves, arrives, is checked. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { VerifyResult } from '#contract/report'
import { collect, type Register } from '../command'
import { withCase, withEngine } from '../engine'
import { addUnlockOptions, passphraseOf, unlockOf, type PassphraseOption, type UnlockOptions } from '../passphrase'
import { visible } from '../table'

const PAGES = {
  same: 'the same, byte for byte, as this case gives',
  differ: 'NOT those that this case gives',
  'not-compared': 'not compared, since the case or the version went on since',
}

function describe(result: VerifyResult): string {
  const bad = result.bad.map(({ member, why }) => `  ${visible(member)}: ${why}`)
  const weak = result.citations
    .filter(({ state }) => state !== 'verified')
    .map(({ finding, kind, state, why }) => `  ${finding} (${kind}): ${state}${why === undefined ? '' : `, ${why}`}`)
  const signature =
    result.signature === null ? [] : [`signature: ${result.signature.ok ? `by ${result.signature.signer}` : 'NOT VALID'}`]
  return [
    result.ok ? 'Everything holds.' : 'NOT VERIFIED:',
    ...bad,
    ...weak,
    ...signature,
    ...(result.report === undefined ? [] : [`pages: ${PAGES[result.report.pages]}`]),
    `journal: ${result.journal.operations} operations`,
  ].join('\n')
}

export const register: Register = ({ program, action }) => {
  const bundle = program
    .command('bundle')
    .description('the whole case as one signed file')
    .argument('<dir>', 'case folder')
    .requiredOption('-o, --output <file>', 'file to write (.btz)')
    .option('--passphrase-file <file>', 'encrypt with the passphrase in this file')
    .option('--recipient <age>', 'encrypt for this age recipient; repeatable', collect)
  action<PassphraseOption & { output: string; recipient?: string[] }>(bundle, ({ args, options }) =>
    withCase(args[0]!, async (client) => {
      const written = await client.bundle.write({
        path: resolve(options.output),
        passphrase: passphraseOf(options),
        recipients: options.recipient ?? [],
      })
      return { json: written, text: `${written.members} members in ${written.path} (SHA-256 ${written.sha256})` }
    }),
  )
  const open = program
    .command('open')
    .description('unpack a bundle into a new case folder, after verifying it')
    .argument('<file>', 'bundle')
    .argument('<dir>', 'folder to make')
  addUnlockOptions(open)
  action<UnlockOptions>(open, ({ args, options }) =>
    withEngine(async (client) => {
      const opened = await client.bundle.open({
        path: resolve(args[0]!),
        target: resolve(args[1]!),
        ...unlockOf(options),
      })
      return { json: opened, text: `${opened.path} made.` }
    }),
  )
  const verify = program
    .command('verify')
    .description('check a case folder, a bundle or a report: hashes, signatures, citations')
    .argument('<path>', 'case folder, bundle, or a report as PDF')
    .option('--against <dir>', 'case folder that a report is checked against')
  addUnlockOptions(verify)
  action<UnlockOptions & { against?: string }>(verify, ({ args, options }) => {
    const path = resolve(args[0]!)
    const answer = (result: VerifyResult) => ({ json: result, text: describe(result), ok: result.ok })
    const { against } = options
    if (against !== undefined) return withCase(against, async (client) => answer(await client.report.verify({ path })))
    if (existsSync(join(path, 'case.json'))) return withCase(path, async (client) => answer(await client.bundle.verify({})))
    return withEngine(async (client) => answer(await client.bundle.verify({ path, ...unlockOf(options) })))
  })
}
