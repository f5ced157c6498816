// jsforce, unmodified: logs in, creates, queries page by page, updates, deletes; prints what it saw as JSON.
// Usage: node journey.js READY_FILE soap|oauth|session|wrong-password
"use strict";

const fs = require("node:fs");
const jsforce = require("jsforce");

const [readyFile, way] = process.argv.slice(2);
const ready = JSON.parse(fs.readFileSync(readyFile, "utf8"));
const { admin, oauth } = ready;

async function connect() {
  if (way === "session") {
    return new jsforce.Connection({
      instanceUrl: ready.instance_url,
      accessToken: admin.session_id,
      version: ready.api_version,
    });
  }
  const options = { loginUrl: ready.instance_url, version: ready.api_version };
  if (way === "oauth") {
    options.oauth2 = { loginUrl: ready.instance_url, clientId: oauth.client_id, clientSecret: oauth.client_secret };
  }
  const connection = new jsforce.Connection(options);
  const password = way === "wrong-password" ? "wrong" : admin.password + (way === "soap" ? admin.security_token : "");
  await connection.login(admin.username, password);
  return connection;
}

async function pages(connection, soql) {
  const options = { headers: { "Sforce-Query-Options": "batchSize=200" } };
  const sizes = [];
  let page = await connection.query(soql, options);
  sizes.push(page.records.length);
  while (!page.done) {
    page = await connection.queryMore(page.nextRecordsUrl, options);
    sizes.push(page.records.length);
  }
  return sizes;
}

async function journey(connection) {
  const seen = { instanceUrl: connection.instanceUrl };
  seen.username = (await connection.identity()).username;
  const created = await connection.sobject("Account").create({ Name: "Łukasz & Söhne <GmbH> 🚚" });
  seen.created = created.success;
  const id = created.id;
  seen.name = (await connection.query(`SELECT Name FROM Account WHERE Id = '${id}'`)).records[0].Name;
  seen.updated = (await connection.sobject("Account").update({ Id: id, Name: "Renamed" })).success;
  seen.renamed = (await connection.sobject("Account").retrieve(id)).Name;
  seen.deleted = (await connection.sobject("Account").destroy(id)).success;
  seen.left = (await connection.query(`SELECT Id FROM Account WHERE Id = '${id}'`)).totalSize;
  for (let number = 0; number < 201; number += 1) {
    await connection.sobject("Contact").create({ LastName: `${way} ${number}` });
  }
  seen.pages = await pages(connection, `SELECT LastName FROM Contact WHERE LastName LIKE '${way} %'`);
  seen.fields = (await connection.sobject("Account").describe()).fields.length;
  seen.error = await connection.query("SELECT FROM Account").then(() => "", (error) => error.errorCode);
  return seen;
}

connect()
  .then(journey)
  .catch((error) => ({ failure: `${error.errorCode ?? error.name}: ${error.message}` }))
  .then((seen) => console.log(JSON.stringify(seen)));
