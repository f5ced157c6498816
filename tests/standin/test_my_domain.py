"""A stand-in under addresses that look as a sandbox's: by a proxy, for clients that know nothing of it."""

import os
import subprocess

import pytest

from tests.running_org import MOCK_ORG, serving

ORG, SITES = "https://acme--qa.sandbox.my.salesforce.com", "https://acme--qa.sandbox.my.site.com"


@pytest.mark.heavy
def test_the_doctor_takes_a_stand_in_behind_a_proxy_for_the_sandbox_that_it_looks_like(tmp_path):
    env_file = tmp_path / "env"
    options = ("--as-sandbox", "--tls", "--proxy", "--public-url", ORG, "--env-file", str(env_file))
    with serving(tmp_path, *options) as there:
        told = subprocess.run(
            [str(MOCK_ORG), "doctor", "--target", "sandbox", "--env-file", str(env_file)],
            env=os.environ | {"HTTPS_PROXY": there.ready["proxy_url"]},
            capture_output=True,
            text=True,
            timeout=120,
        )
    assert there.ready["site_url"] == f"{SITES}/partners"
    assert told.returncode == 0, told.stdout + told.stderr
    assert f"{ORG} is ready for scenarios" in told.stdout
