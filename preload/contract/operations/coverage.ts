/** Coverage: what could have been seen. */
import { oc } from '@orpc/contract'
import { Absence, AbsenceQuery, Coverage, CoverageQuery } from '../coverage'

export const coverageOperations = {
  /** What “not seen” is worth in a view. */
  absence: oc.input(AbsenceQuery).output(Absence),
  matrix: oc.input(CoverageQuery).output(Coverage),
}
