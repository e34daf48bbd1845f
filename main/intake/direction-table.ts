/** Direction codes by whether client and server are home. */
import { codeOf, directionOf } from '#main/store/vocabulary'

export class DirectionTable {
  private readonly codes: number[]

  /** Without a stated home network no direction is known. */
  constructor(homeStated: boolean) {
    this.codes = [0, 1, 2, 3].map((index) => (homeStated ? codeOf('direction', directionOf(index >= 2, index % 2 === 1)) : 0))
  }

  /** Shape: 1 or 0 for client home, server home → code. */
  code(clientHome: number, serverHome: number): number {
    return this.codes[clientHome * 2 + serverHome]!
  }
}
