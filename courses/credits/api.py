"""Operations of this room."""

from ninja import Router

router = Router(tags=["credits"])
