"""The OpenAPI 3 document, made from the code: `/api/schema`, and `manage.py spectacular --file`."""

from __future__ import annotations

from typing import ClassVar

from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from drf_spectacular.views import SpectacularAPIView

from ccplatform.kernel.api.permissions import PUBLIC, Declaration


class SchemaView(SpectacularAPIView):
    """JSON, or YAML by `?format=yaml`. Public: the code is, too."""

    permission: ClassVar[Declaration] = PUBLIC
    renderer_classes = [OpenApiJsonRenderer, OpenApiYamlRenderer]
