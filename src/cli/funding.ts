import { openApp } from "../app.ts";
import { checkLedger } from "../funding/check.ts";
import { recordDonation } from "../funding/commands.ts";
import { parseDonationInput } from "../funding/schema.ts";
import { decimalOf } from "../platform/money.ts";
import { type Command, UsageError } from "./command.ts";
import { readOptions } from "./options.ts";

export const donationCommand: Command = {
  name: "donation record",
  usage:
    "--campaign SLUG --amount 12.50 --method bank|cash --key KEY [--received YYYY-MM-DD] [--name NAME [--public]] [--message TEXT] [--json]",
  about: "Books a bank transfer or cash once for each key, however often it is called.",
  async run(context) {
    const { values, words } = readOptions(context.args, {
      campaign: "string",
      amount: "string",
      method: "string",
      key: "string",
      received: "string",
      name: "string",
      message: "string",
      public: "boolean",
      json: "boolean",
    });
    if (words.length > 0)
      throw new UsageError(`"${words[0]}" is not understood: every part of a donation has its flag.`);
    const missing = (["campaign", "amount", "method", "key"] as const).find((flag) => values[flag] === undefined);
    if (missing) throw new UsageError(`--${missing} is missing.`);
    const { json, public: isPublic, ...flags } = values;
    const input = parseDonationInput({ ...flags, ...(isPublic ? { public: "1" } : {}) });
    const app = await openApp(context);
    try {
      const booked = await recordDonation(app.db, context.clock, input);
      const amount = `${decimalOf(booked.amount)} ${booked.amount.currency}`;
      if (json)
        context.print(
          JSON.stringify({
            transfer: booked.transferId,
            campaign: input.campaign,
            amount: decimalOf(booked.amount),
            currency: booked.amount.currency,
            repeated: booked.repeated,
          }),
        );
      else
        context.print(
          booked.repeated
            ? `booked before under this key: ${amount} as transfer ${booked.transferId}`
            : `booked ${amount} as transfer ${booked.transferId}`,
        );
      return 0;
    } finally {
      await app.close();
    }
  },
};

export const ledgerCommand: Command = {
  name: "ledger check",
  usage: "[--json]",
  about:
    "Proves that the books hold (every transfer sums to zero, the meter equals the entries) and prints a trial balance.",
  async run(context) {
    const { values, words } = readOptions(context.args, { json: "boolean" });
    if (words.length > 0) throw new UsageError(`"${words[0]}" is not understood: ledger check takes no words.`);
    const app = await openApp(context);
    try {
      const report = await checkLedger(app.db);
      if (values.json)
        context.print(JSON.stringify(report, (_, value) => (typeof value === "bigint" ? value.toString() : value)));
      else {
        for (const { code, name, currency, minor } of report.trialBalance) {
          context.print(`${decimalOf({ minor, currency }).padStart(18)} ${currency}  ${code.padEnd(28)} ${name}`);
        }
        for (const fault of report.faults) context.print(`fault: ${fault}`);
        context.print(
          `${report.counts.transfers} transfers, ${report.counts.entries} entries: ${report.ok ? "the ledger holds" : `${report.faults.length} faults`}`,
        );
      }
      return report.ok ? 0 : 1;
    } finally {
      await app.close();
    }
  },
};
