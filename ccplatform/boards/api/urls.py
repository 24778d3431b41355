from __future__ import annotations

from django.urls import path

from ccplatform.boards.api.views import BoardsView, BoardView, CopyView, HistoryView, MeasuresView, TrendView

urlpatterns = [
    path("boards", BoardsView.as_view(), name="boards"),
    path("boards/measures", MeasuresView.as_view(), name="board-measures"),
    path("boards/trend", TrendView.as_view(), name="board-trend"),
    path("boards/<int:board>", BoardView.as_view(), name="board"),
    path("boards/<int:board>/copy", CopyView.as_view(), name="board-copy"),
    path("boards/<int:board>/history", HistoryView.as_view(), name="board-history"),
]
