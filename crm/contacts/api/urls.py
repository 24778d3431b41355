from __future__ import annotations

from ccplatform.kernel.api.routers import router
from crm.contacts.api.views import ContactViewSet

routes = router()
routes.register("contacts", ContactViewSet, basename="contact")
urlpatterns = routes.urls
