"""What has happened where no answer came, in a sentence that says what to do; nothing of the request is in it."""

from urllib.parse import urlsplit

import requests

# Words of the TLS library, in the order in which they are looked for → what to do.
TLS = {
    "certificate has expired": "its certificate has expired; if it has not, this machine's clock is wrong",
    "certificate is not yet valid": "its certificate is not valid yet: this machine's clock is wrong",
    "Hostname mismatch": "its certificate is another host's: look at MOCK_ORG_SANDBOX_URL",
    "IP address mismatch": "its certificate is another host's: look at MOCK_ORG_SANDBOX_URL",
    "self-signed certificate": "nobody whom this machine trusts has signed its certificate: MOCK_ORG_SANDBOX_CA_FILE "
    "names the authority of a stand-in, or of a proxy in between",
}
TLS["unable to get local issuer"] = TLS["self-signed certificate"]
NO_NAME = ("NameResolutionError", "Failed to resolve", "Name or service not known")


def sentence_of(fault: requests.RequestException) -> str:
    """The sentence. It begins with the kind of fault for time-outs, by which runs know them."""
    text, host = str(fault), _host(fault)
    if isinstance(fault, requests.Timeout):
        return f"{type(fault).__name__}: {host} has not answered in time; ask again, or look at status.salesforce.com"
    if isinstance(fault, requests.exceptions.SSLError):
        why = next((told for words, told in TLS.items() if words in text), "")
        return f"there is no safe connection to {host}: {why or 'TLS is refused'}"
    if isinstance(fault, requests.exceptions.ProxyError):
        return f"the proxy on the way to {host} does not let this machine through: look at HTTPS_PROXY and NO_PROXY"
    if any(words in text for words in NO_NAME):
        return f"there is no {host}, or this machine cannot ask for names: look at MOCK_ORG_SANDBOX_URL, or HTTPS_PROXY"
    if "Connection refused" in text:
        return f"nothing answers at {host}"
    if isinstance(fault, requests.ConnectionError):
        return f"the connection to {host} has broken: {type(fault).__name__}"
    return text


def _host(fault: requests.RequestException) -> str:
    url = urlsplit(str(fault.request.url)) if fault.request is not None else None
    return f"{url.scheme}://{url.netloc.rpartition('@')[2]}" if url else "the org"
