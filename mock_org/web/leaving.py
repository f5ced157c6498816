"""Logging out of a page: the session ends; who had logged in as somebody else is back as himself."""

from flask import Response, redirect, request

from mock_org.auth.login_as import leave_user
from mock_org.org import Org
from mock_org.web.guard import SID, local_path, set_cookie


def leave(org: Org, default: str) -> Response:
    """End the session of this browser and go to `default`, or to where the administrator had logged in as this user."""
    back = leave_user(org, request.cookies.get(SID))
    response = redirect(local_path(back.path, "/") if back else default)
    assert isinstance(response, Response)
    if back:
        set_cookie(response, request, SID, back.session_id)
    else:
        response.delete_cookie(SID, httponly=True, samesite="Lax")
    return response
