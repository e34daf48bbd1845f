/** Messages of vsftpd, in syslog and in its own log. */
import type { RuleSet } from '../rule'

const CLIENT = String.raw`Client "(?<from>[^"]*)"`
const USER = String.raw`^\[(?<user>.*?)\] `

export const VSFTPD: RuleSet = {
  programs: /^vsftpd$/,
  service: 'ftp',
  source: 'vsftpd, logging.c',
  rules: [
    {
      pattern: new RegExp(`^CONNECT: ${CLIENT}`),
      ...{ name: 'FTP-Connection', type: 'network', doc: 'A client connected.' },
    },
    {
      pattern: new RegExp(`${USER}OK LOGIN: ${CLIENT}(?:, anon password "(?<password>.*)")?`),
      ...{
        name: 'FTP-Login',
        type: 'login',
        outcome: 'success',
        doc: 'A user was let in; `ftp` and `anonymous` need no password.',
      },
    },
    {
      pattern: new RegExp(`${USER}FAIL LOGIN: ${CLIENT}`),
      ...{ name: 'FTP-Login_Failed', type: 'login-failure', outcome: 'failure', doc: 'An attempt to log in failed.' },
    },
    {
      pattern: new RegExp(
        `${USER}OK (?<method>[A-Z]+): ${CLIENT}, "(?<file>.*?)"(?:, (?<bytes>\\d+) bytes)?(?:, (?<rate>[\\d.]+)Kbyte/sec)?\\s*$`,
      ),
      ...{ name: 'FTP-File_*', type: 'file-access', outcome: 'success', doc: 'A file was sent, fetched or changed.' },
    },
    {
      pattern: new RegExp(
        `${USER}FAIL (?<method>[A-Z]+): ${CLIENT}, "(?<file>.*?)"(?:, (?<bytes>\\d+) bytes)?(?:, (?<rate>[\\d.]+)Kbyte/sec)?\\s*$`,
      ),
      ...{ name: 'FTP-File_*_Failed', type: 'file-access', outcome: 'failure', doc: 'An attempt on a file failed.' },
    },
  ],
}
