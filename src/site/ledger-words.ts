import type { PublicTransfer } from "../funding/public-ledger.ts";
import type { Words } from "./messages.ts";

/**
 * The name of an account as readers see it. Those that the program opens are named in the publication's language, by
 * their code; a category of spending keeps the name that a person gave it.
 */
export function accountName(words: Words, account: { readonly code: string; readonly name: string }): string {
  switch (account.code.split(":")[0]) {
    case "bank":
      return words.text("ledger.account.bank");
    case "cash":
      return words.text("ledger.account.cash");
    case "brought-forward":
      return words.text("ledger.account.opening");
    case "donations":
      return words.text("ledger.account.donations", { campaign: withoutFirst(account.name, "Donations: ") });
    default:
      return account.name;
  }
}

/** What a transfer was for: in the publication's language where the program wrote it, else as a person did. */
export function transferName(words: Words, transfer: PublicTransfer): string {
  switch (transfer.kind) {
    case "donation":
      return words.text(
        transfer.entries.some((entry) => entry.code.startsWith("cash:")) ? "ledger.what.cash" : "ledger.what.bank",
      );
    case "opening":
      return words.text("ledger.what.opening", { from: withoutFirst(transfer.what, "Brought forward from ") });
    case "reversal":
      return words.text("ledger.what.reversal", { reason: withoutFirst(transfer.what, "Reversed: ") });
    case "expense":
      return transfer.what;
  }
}

function withoutFirst(text: string, beginning: string): string {
  return text.startsWith(beginning) ? text.slice(beginning.length) : text;
}
