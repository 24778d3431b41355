"""Whether a node is well: ARI answers with the generated password."""

import base64
import http.client
import json

from telephony.asterisk.settings import NodeSettings

#: seconds; a node on the same machine answers in milliseconds
CHECK_TIMEOUT_S = 3.0


class NotWell(Exception):
    """The node cannot take calls at this moment; the text says why."""


def check(settings: NodeSettings) -> str:
    """One sentence of good news, or NotWell. Asks ARI's ping, which answers 503 until Asterisk has booted."""
    host = settings.ari_url.removeprefix("http://").rpartition(":")[0]
    credentials = base64.b64encode(f"{settings.ari_user}:{settings.ari_password()}".encode()).decode()
    connection = http.client.HTTPConnection(host, settings.ws_port, timeout=CHECK_TIMEOUT_S)
    try:
        connection.request("GET", "/ari/asterisk/ping", headers={"Authorization": f"Basic {credentials}"})
        response = connection.getresponse()
        body = response.read()
    except (OSError, http.client.HTTPException) as error:
        raise NotWell(f"Asterisk does not answer on {host}:{settings.ws_port} ({error})") from error
    finally:
        connection.close()
    if response.status != http.client.OK:
        raise NotWell(f"Asterisk answers, but ARI says {response.status} {response.reason}")
    return f"Asterisk {json.loads(body)['asterisk_id']} answers on {host}:{settings.ws_port}"
