/** Where the case looks: hosts that somebody got into, and when. */

/** A session, or several close together, that nothing authorises; the most consequential first. */
export interface Focus {
  host: string
  fromUs: number
  toUs: number
  /** 0 info … 4 critical. */
  severity: number
  /** What happened there, as a sentence without its stop. */
  title: string
}
