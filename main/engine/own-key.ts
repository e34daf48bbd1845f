/** The analyst's own signing key, as a shell deals with it outside of any case. */
import { loadIdentity, renameIdentity, sealIdentity, type Identity } from '#main/journal/identity'
import type { Host } from './host'

export type OwnKey = Pick<Identity, 'fingerprint' | 'publicKey' | 'displayName'>

/** Shape: host → the key; made where there is none. Errors: CAS-023, CAS-045, CAS-046, CAS-047. */
export const ownKey = (host: Host): OwnKey => loadIdentity(host.configDir, host)

/** Shape: host, name → the key under the name colleagues read from now on. Errors: as of `ownKey`. */
export const renameOwnKey = (host: Host, name: string): OwnKey => renameIdentity(host.configDir, host, name)

/** Shape: host, passphrase (null takes it off) → the key, kept under it from now on. Errors: as of `ownKey`. */
export const sealOwnKey = (host: Host, passphrase: string | null): OwnKey => sealIdentity(host.configDir, host, passphrase)
