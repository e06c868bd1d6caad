/** Why an account can't be read, in one sentence for the user. Exit code 3. */
export class Failure extends Error {
  override name = "Failure";
}
