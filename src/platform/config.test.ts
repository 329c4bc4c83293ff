import assert from "node:assert/strict";
import { isAbsolute } from "node:path";
import { describe, it } from "node:test";
import { listVariables, readConfig } from "./config.ts";
import { Refusal } from "./errors.ts";

describe("the configuration", () => {
  it("is whole without a single variable, and an empty one counts as none", () => {
    const config = readConfig({});
    assert.deepEqual(readConfig({ PORT: "", DATABASE_URL: "", ATTRIBUNE_SAMPLE: "" }), config);
    assert.ok(isAbsolute(config.dataDirectory));
    assert.deepEqual(
      { ...config, dataDirectory: "" },
      {
        dataDirectory: "",
        port: 3000,
        host: "127.0.0.1",
        publicUrl: null,
        databaseUrl: null,
        publicationName: null,
        language: null,
        currency: "USD",
        sample: true,
        timeZone: "UTC",
        keepsOffline: true,
        logLevel: "info",
        websubHub: null,
        securityContact: null,
        newsstand_bytes_max: 48 * 1024 * 1024,
      },
    );
  });

  it("takes what is set", () => {
    const config = readConfig({
      ATTRIBUNE_DATA: "/srv/paper",
      PORT: "0",
      HOST: "::",
      ATTRIBUNE_URL: "https://paper.example",
      DATABASE_URL: "postgresql://paper@db.example/paper",
      ATTRIBUNE_LANGUAGE: "ar",
      ATTRIBUNE_CURRENCY: "SEK",
      ATTRIBUNE_SAMPLE: "0",
      ATTRIBUNE_NEWSSTAND_MB: "1",
      HOME: "somewhere",
    });
    assert.equal(config.dataDirectory, "/srv/paper");
    assert.equal(config.port, 0);
    assert.equal(config.publicUrl, "https://paper.example");
    assert.equal(config.databaseUrl, "postgresql://paper@db.example/paper");
    assert.equal(config.language, "ar");
    assert.equal(config.sample, false);
    assert.equal(config.newsstand_bytes_max, 1024 * 1024);
  });

  const wrong = [
    ["PORT", "abc"],
    ["PORT", "70000"],
    ["PORT", "80.5"],
    ["ATTRIBUNE_URL", "paper.example"],
    ["ATTRIBUNE_URL", "https://paper.example/news"],
    ["DATABASE_URL", "mysql://db.example/paper"],
    ["ATTRIBUNE_LANGUAGE", "sv"],
    ["ATTRIBUNE_LANGUAGE", "EN"],
    ["ATTRIBUNE_CURRENCY", "EURO"],
    ["ATTRIBUNE_SAMPLE", "yes"],
    ["ATTRIBUNE_LOG", "loud"],
    ["ATTRIBUNE_WEBSUB_HUB", "hub.example"],
    ["ATTRIBUNE_SECURITY_CONTACT", "security@paper.example"],
    ["ATTRIBUNE_NEWSSTAND_MB", "0"],
  ] as const;
  for (const [name, value] of wrong) {
    it(`refuses ${name}=${value} by its name, in one line`, () => {
      assert.throws(
        () => readConfig({ [name]: value }),
        (thrown) =>
          thrown instanceof Refusal &&
          thrown.code === "bad-config" &&
          new RegExp(`^${name}: [^\n]+$`).test(thrown.message),
      );
    });
  }

  it("says what each variable is for", () => {
    const variables = listVariables();
    assert.equal(new Set(variables.map(({ name }) => name)).size, variables.length);
    for (const { name, about } of variables) assert.ok(about.length > 10, name);
    const defaults = Object.fromEntries(variables.map(({ name, fallback }) => [name, fallback]));
    assert.deepEqual(readConfig(defaults), readConfig({}), "the defaults that are listed are those that hold");
  });
});
