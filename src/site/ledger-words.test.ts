import assert from "node:assert/strict";
import { test } from "node:test";
import type { AccountKind, TransferKind } from "../funding/schema.ts";
import { accountName, transferName } from "./ledger-words.ts";
import { wordsOf } from "./messages.ts";

const entry = (code: string, kind: AccountKind = "asset") => ({
  ...{ account: "?", code, kind },
  amount: { minor: 1n, currency: "EUR" },
});
const transfer = (kind: TransferKind, what: string, code: string) => ({
  ...{ id: "1", kind, bookedOn: "2026-05-03", what, campaign: null, donor: null, reversesId: null, reversedById: null },
  ...{ amounts: [], heldAfter: [], entries: [entry(code)] },
});

test("accounts and transfers that the program names are named in the publication's language, others as they were", () => {
  const words = wordsOf("de");
  const accounts = [
    { code: "bank:EUR", name: "Bank" },
    { code: "donations:gate", name: "Donations: Das Tor" },
    { code: "brought-forward:EUR", name: "Raised before these books began" },
    { code: "expenses:hosting:EUR", name: "Hosting" },
  ];
  assert.deepEqual(
    accounts.map((account) => accountName(words, account)),
    ["Bankkonto", "Spenden: Das Tor", "Gespendet, bevor diese Bücher begannen", "Hosting"],
  );
  const transfers = [
    transfer("donation", "Donation in cash", "cash:EUR"),
    transfer("donation", "Donation by bank transfer", "bank:EUR"),
    transfer("opening", "Brought forward from https://paper.example", "brought-forward:EUR"),
    transfer("reversal", "Reversed: zweimal gebucht", "bank:EUR"),
    transfer("expense", "Servermiete", "expenses:hosting:EUR"),
  ];
  assert.deepEqual(
    transfers.map((each) => transferName(words, each)),
    [
      ...["Spende in bar", "Spende per Überweisung", "Übertrag von https://paper.example"],
      ...["Storniert: zweimal gebucht", "Servermiete"],
    ],
  );
  assert.equal(accountName(wordsOf("en"), accounts[1] ?? assert.fail()), "Donations: Das Tor");
});
