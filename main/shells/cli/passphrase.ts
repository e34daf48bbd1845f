/** `--passphrase-file`, `--identity-file`: a secret never stands on a command line, where other programs read it. */
import { readFileSync } from 'node:fs'
import type { Command } from 'commander'

export interface PassphraseOption {
  passphraseFile?: string
}

/** Shape: options → the passphrase in the file without its line end, or undefined where none is named. */
export const passphraseOf = ({ passphraseFile }: PassphraseOption): string | undefined =>
  passphraseFile === undefined ? undefined : readFileSync(passphraseFile, 'utf8').replace(/\r?\n$/, '')

export interface UnlockOptions extends PassphraseOption {
  identityFile?: string
}

/** Adds what opens an encrypted bundle. */
export const addUnlockOptions = (command: Command): Command =>
  command
    .option('--passphrase-file <file>', 'passphrase of an encrypted bundle')
    .option('--identity-file <file>', 'age identity that the bundle was encrypted for')

/** Shape: options → the passphrase and the age identities (`AGE-SECRET-KEY-1…`, one a line) in the files they name. */
export function unlockOf(options: UnlockOptions): { passphrase?: string | undefined; identities?: string[] | undefined } {
  const { identityFile } = options
  const lines = identityFile === undefined ? undefined : readFileSync(identityFile, 'utf8').split(/\r?\n/)
  return { passphrase: passphraseOf(options), identities: lines?.filter((line) => line.startsWith('AGE-SECRET-KEY-')) }
}
