/** `identity`: the analyst's signing key on this machine, its name, its passphrase. */
import { fault } from '#contract/errors'
import type { Host } from '../../../engine/host'
import { ownKey, renameOwnKey, sealOwnKey, type OwnKey } from '../../../engine/own-key'
import type { Register } from '../command'
import { cliHost } from '../engine'
import type { Answer } from '../output'
import { passphraseOf, type PassphraseOption } from '../passphrase'
import { visible } from '../table'

const answer = ({ fingerprint, publicKey, displayName }: OwnKey): Answer => ({
  json: { fingerprint, public_key: publicKey, display_name: displayName },
  text: `${fingerprint}${displayName === '' ? '' : ` ${visible(displayName)}`}`,
})

/** Shape: work on the key in its folder → what is said of it. */
const withKey = (work: (host: Host) => OwnKey): Promise<Answer> => Promise.resolve(cliHost()).then((host) => answer(work(host)))

export const register: Register = ({ group, action }) => {
  const identity = () => group('identity', 'your signing key on this machine')
  action(identity().command('show').description('its fingerprint and the name you go by'), () => withKey(ownKey))
  action(
    identity().command('name').description('the name colleagues read from now on').argument('<name>', 'your name'),
    ({ args }) => withKey((host) => renameOwnKey(host, args[0]!)),
  )
  const seal = identity()
    .command('seal')
    .description(
      'keep the key under a passphrase; every shell then reads it from the file that BACKTRAIL_KEY_PASSPHRASE_FILE names',
    )
    .requiredOption('--passphrase-file <file>', 'the new passphrase')
  action<PassphraseOption>(seal, ({ options }) =>
    withKey((host) => {
      const passphrase = passphraseOf(options) ?? ''
      if (passphrase === '') throw fault('SHL-006', { reason: 'the passphrase file is empty' })
      return sealOwnKey(host, passphrase)
    }),
  )
  action(identity().command('unseal').description('keep the key without a passphrase'), () =>
    withKey((host) => sealOwnKey(host, null)),
  )
}
