/** `--passphrase-file`: a passphrase never stands on a command line, where other programs read it. */
import { readFileSync } from 'node:fs'

export interface PassphraseOption {
  passphraseFile?: string
}

/** Shape: options → the passphrase in the file without its line end, or undefined where none is named. */
export const passphraseOf = ({ passphraseFile }: PassphraseOption): string | undefined =>
  passphraseFile === undefined ? undefined : readFileSync(passphraseFile, 'utf8').replace(/\r?\n$/, '')
