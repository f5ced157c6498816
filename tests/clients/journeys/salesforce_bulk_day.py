"""salesforce-bulk, unmodified: jobs and batches of Bulk API 1.0; prints what it saw as JSON. Usage: READY_FILE."""

import csv
import io
import json
import sys
from pathlib import Path

from salesforce_bulk import BulkApiError, CsvDictsAdapter, SalesforceBulk

ready = json.loads(Path(sys.argv[1]).read_text())
bulk = SalesforceBulk(sessionId=ready["admin"]["session_id"], host=ready["instance_url"], API_version="60.0")
seen = {}

job = bulk.create_insert_job("Account", contentType="CSV", concurrency="Parallel")
batch = bulk.post_batch(job, CsvDictsAdapter(iter({"Name": f"Bulk {number}"} for number in range(3))))
bulk.wait_for_batch(job, batch, sleep_interval=0.1)
seen["inserted"] = [row.success for row in bulk.get_batch_results(batch, job)]
bulk.close_job(job)
seen["state"] = bulk.job_status(job)["state"]

job = bulk.create_query_job("Account", contentType="CSV")
batch = bulk.query(job, "SELECT Id, Name FROM Account WHERE Name LIKE 'Bulk %' ORDER BY Name")
bulk.close_job(job)
bulk.wait_for_batch(job, batch, sleep_interval=0.1)
rows = []
for result in bulk.get_all_results_for_query_batch(batch):
    rows += csv.DictReader(io.TextIOWrapper(result, encoding="utf-8"))
seen["names"] = [row["Name"] for row in rows]

job = bulk.create_query_job("Contact", contentType="JSON")
batch = bulk.query(job, "SELECT LastName FROM Contact WHERE LastName LIKE 'Day %'")
bulk.close_job(job)
bulk.wait_for_batch(job, batch, sleep_interval=0.1)
seen["contacts"] = sum(len(json.loads(result.read())) for result in bulk.get_all_results_for_query_batch(batch))

job = bulk.create_delete_job("Account", contentType="CSV")
batch = bulk.post_batch(job, CsvDictsAdapter(iter({"Id": row["Id"]} for row in rows)))
bulk.close_job(job)
bulk.wait_for_batch(job, batch, sleep_interval=0.1)
seen["deleted"] = [row.success for row in bulk.get_batch_results(batch, job)]

dead = SalesforceBulk(sessionId="00D!dead", host=ready["instance_url"], API_version="60.0")
try:
    dead.create_query_job("Account", contentType="CSV")
except BulkApiError as error:
    seen["dead"] = str(error)
print(json.dumps(seen))
