"""Addresses of this room."""

from django.urls import path

from media import views

app_name = "media"
urlpatterns = [
    path("play/<str:token>/<path:name>", views.play, name="play"),
    path("recordings/<int:pk>/state/", views.state, name="state"),
    path("recordings/<int:pk>/retry/", views.retry, name="retry"),
    path("recordings/<int:pk>/cancel/", views.cancel, name="cancel"),
    path("recordings/<int:pk>/cut/", views.cut, name="cut"),
    path("recordings/<int:pk>/cut/unmade/", views.unmade, name="unmade"),
    path("recordings/<int:pk>/join/", views.join, name="join"),
    path("recordings/<int:pk>/captions/", views.captions, name="captions"),
    path("recordings/<int:pk>/captions/<str:language>/", views.edit_captions, name="edit_captions"),
    path("recordings/<int:pk>/captions/<str:language>/remove/", views.remove_captions, name="remove_captions"),
]
