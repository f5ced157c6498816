// jsforce, unmodified: logs in, does a day's work, meets every class of error; prints what it saw as JSON.
// Usage: node journey.js READY_FILE soap|oauth|jwt|credentials|session|wrong-password
"use strict";

const crypto = require("node:crypto");
const fs = require("node:fs");
const jsforce = require("jsforce");

const [readyFile, way] = process.argv.slice(2);
const ready = JSON.parse(fs.readFileSync(readyFile, "utf8"));
const { admin, oauth } = ready;
const oauth2 = {
  loginUrl: ready.instance_url,
  clientId: oauth.client_id,
  clientSecret: oauth.client_secret,
  redirectUri: oauth.redirect_uri,
};

function assertion() {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { iss: oauth.client_id, sub: admin.username, aud: "https://login.salesforce.com" };
  const text = `${part({ alg: "RS256" })}.${part({ ...claims, exp: Math.floor(Date.now() / 1000) + 120 })}`;
  const key = fs.readFileSync(ready.jwt.private_key_file);
  return `${text}.${crypto.sign("RSA-SHA256", Buffer.from(text), key).toString("base64url")}`;
}

async function connect() {
  const version = ready.api_version;
  if (way === "session") {
    return new jsforce.Connection({ instanceUrl: ready.instance_url, accessToken: admin.session_id, version });
  }
  const connection = new jsforce.Connection({ loginUrl: ready.instance_url, version, ...(way !== "soap" && { oauth2 }) });
  if (way === "jwt") {
    await connection.authorize({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion: assertion() });
  } else if (way === "credentials") {
    await connection.authorize({ grant_type: "client_credentials" });
  } else {
    const password = way === "wrong-password" ? "wrong" : admin.password + (way === "soap" ? admin.security_token : "");
    await connection.login(admin.username, password);
  }
  return connection;
}

const codeOf = (refused) => refused.then(() => "", (error) => error.errorCode);

async function rows(connection, seen) {
  const account = connection.sobject("Account");
  const created = await account.create({ Name: "Łukasz & Söhne <GmbH> 🚚" });
  const id = created.id;
  seen.created = created.success;
  seen.name = (await connection.query(`SELECT Name FROM Account WHERE Id = '${id}'`)).records[0].Name;
  seen.updated = (await account.update({ Id: id, Name: "Renamed" })).success;
  seen.renamed = (await account.retrieve(id)).Name;
  seen.deleted = (await account.destroy(id)).success;
  seen.left = (await connection.query(`SELECT Id FROM Account WHERE Id = '${id}'`)).totalSize;
  const first = await account.upsert({ Key__c: way, Name: "One" }, "Key__c");
  const second = await account.upsert({ Key__c: way, Name: "Two" }, "Key__c");
  seen.upserted = [first.created === true, second.created === true];
  const search = await connection.search("FIND {Two} IN ALL FIELDS RETURNING Account(Name)");
  seen.found = search.searchRecords.some((record) => record.Name === "Two");
  seen.fields = (await account.describe()).fields.length > 20;
  seen.sobjects = (await connection.describeGlobal()).sobjects.length > 50;
  return first.id;
}

async function many(connection, seen) {
  const contact = connection.sobject("Contact");
  const all = Array.from({ length: 4500 }, (_, number) => ({ LastName: `${way} ${number}` }));
  const made = await contact.create(all, { allowRecursive: true, allOrNone: true });
  seen.made = made.filter((result) => result.success).length;
  const soql = `SELECT LastName FROM Contact WHERE LastName LIKE '${way} %'`;
  let page = await connection.query(soql);
  seen.pages = [page.records.length];
  while (!page.done) {
    page = await connection.queryMore(page.nextRecordsUrl);
    seen.pages.push(page.records.length);
  }
  const ids = made.slice(0, 150).map((result) => result.id);
  seen.retrieved = (await contact.retrieve(ids)).length;
  const updates = await contact.update(ids.map((Id) => ({ Id, FirstName: "Up" })));
  seen.updatedMany = updates.every((result) => result.success);
  seen.deletedMany = (await contact.destroy(ids)).every((result) => result.success);
}

async function bulk(connection, seen) {
  connection.bulk.pollInterval = 50;
  connection.bulk.pollTimeout = 30000;
  connection.bulk2.pollInterval = 50;
  connection.bulk2.pollTimeout = 30000;
  const one = await connection.bulk.load("Account", "insert", [{ Name: "Bulk 1", Description: "" }, { Name: "", Description: "x" }]);
  seen.bulk = one.map((result) => result.success);
  const two = await connection.bulk2.loadAndWaitForResults({
    object: "Account",
    operation: "insert",
    input: [{ Name: "Bulk 2", Description: "" }, { Name: "", Description: "x" }],
  });
  seen.bulk2 = [two.successfulResults.length, two.failedResults.length];
}

async function file(connection, seen) {
  const data = Buffer.from("\x00day's work\xff", "latin1");
  const body = { Title: "Day", PathOnClient: "day.bin", VersionData: data.toString("base64") };
  const made = await connection.sobject("ContentVersion").create(body);
  const chunks = [];
  for await (const chunk of connection.sobject("ContentVersion").record(made.id).blob("VersionData")) chunks.push(chunk);
  seen.file = Buffer.concat(chunks).equals(data);
}

async function errors(connection, seen, upserted) {
  const account = connection.sobject("Account");
  const gone = (await account.create({ Name: "Gone" })).id;
  await account.destroy(gone);
  await account.create([{ Name: "Several 1", Label__c: way }, { Name: "Several 2", Label__c: way }]);
  const dead = new jsforce.Connection({ instanceUrl: ready.instance_url, accessToken: "00D!dead" });
  seen.errors = {
    malformed: await codeOf(connection.query("SELECT FROM Account")),
    field: await codeOf(connection.query("SELECT Nothing__c FROM Account")),
    type: await codeOf(connection.query("SELECT Id FROM Nothing__c")),
    missing: await codeOf(account.retrieve("001000000000001AAA")),
    required: await codeOf(account.create({ Description: "x" })),
    duplicate: await codeOf(account.create({ Name: "x", Key__c: way })),
    deleted: await codeOf(account.destroy(gone)),
    several: await codeOf(account.upsert({ Label__c: way, Name: "x" }, "Label__c")),
    session: await codeOf(dead.query("SELECT Id FROM Account")),
  };
  seen.still = (await account.retrieve(upserted)).Name;
}

async function journey(connection) {
  const seen = { instanceUrl: connection.instanceUrl };
  seen.username = (await connection.identity()).username;
  if (way === "session") {
    const upserted = await rows(connection, seen);
    await many(connection, seen);
    await bulk(connection, seen);
    await file(connection, seen);
    await errors(connection, seen, upserted);
  }
  return seen;
}

connect()
  .then(journey)
  .catch((error) => ({ failure: `${error.errorCode ?? error.name}: ${error.message}` }))
  .then((seen) => console.log(JSON.stringify(seen)));
