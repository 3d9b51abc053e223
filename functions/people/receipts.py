"""Routes about what was forgotten, and about who changed what."""

from __future__ import annotations

from functions.people.base import app, gallery
from functions.people.collections import ONE
from visage.answers.gallery import PageParameters
from visage.answers.receipts import (
    AuditAnswer,
    Lifted,
    LiftParameters,
    ReceiptFacts,
    ReceiptParameters,
    ReceiptsAnswer,
    SuppressionsAnswer,
    SuppressionsParameters,
    Verified,
    lift_suppressions,
    list_audit,
    list_receipts,
    list_suppressions,
    show_receipt,
    verify_receipt,
)
from visage.errors import UnknownReceipt
from visage.http.app import Answer, Route, route
from visage.http.keeping import MAY_FAIL, asking
from visage.http.request import Incoming

SUPPRESSIONS = f"{ONE}/suppressions"


@route(
    app,
    Route(
        "GET",
        "/receipts",
        PageParameters,
        ReceiptsAnswer,
        scope="erase",
        refusals=MAY_FAIL,
    ),
)
def get_receipts(request: Incoming[PageParameters]) -> Answer:
    """List the receipts of everything that was erased."""
    return list_receipts(gallery(), request.parameters)


@route(
    app,
    Route(
        "GET",
        "/receipts/{receipt}",
        ReceiptParameters,
        ReceiptFacts,
        scope="read",
        refusals=(*MAY_FAIL, UnknownReceipt),
    ),
)
def get_receipt(request: Incoming[ReceiptParameters]) -> Answer:
    """Show a receipt."""
    return show_receipt(gallery(), request.parameters)


@route(
    app,
    Route(
        "POST",
        "/receipts/verify",
        ReceiptFacts,
        Verified,
        scope="read",
        refusals=MAY_FAIL,
    ),
)
def post_receipt(request: Incoming[ReceiptFacts]) -> Answer:
    """Say whether this gallery gave out a receipt, unchanged."""
    return verify_receipt(gallery(), request.parameters)


@route(
    app,
    Route(
        "GET",
        SUPPRESSIONS,
        SuppressionsParameters,
        SuppressionsAnswer,
        scope="erase",
        refusals=MAY_FAIL,
    ),
)
def get_suppressions(request: Incoming[SuppressionsParameters]) -> Answer:
    """List what is kept from coming back into a collection."""
    return list_suppressions(gallery(), request.parameters)


@route(
    app,
    Route(
        "DELETE",
        f"{SUPPRESSIONS}/{{receipt}}",
        LiftParameters,
        Lifted,
        scope="erase",
        refusals=MAY_FAIL,
    ),
)
def delete_suppressions(request: Incoming[LiftParameters]) -> Answer:
    """Let what one erasure suppressed come back."""
    return lift_suppressions(gallery(), request.parameters, asking(request))


@route(
    app,
    Route(
        "GET", "/audit", PageParameters, AuditAnswer, scope="admin", refusals=MAY_FAIL
    ),
)
def get_audit(request: Incoming[PageParameters]) -> Answer:
    """List every change of the gallery: when, who, what, without a name."""
    return list_audit(gallery(), request.parameters)
