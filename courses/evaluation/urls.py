"""Addresses of this room."""

from django.urls import path, register_converter

from courses.evaluation import views
from courses.selection.urls import Id

register_converter(Id, "class_id")

app_name = "evaluation"
urlpatterns = [
    path("rate/<class_id:pk>/", views.rate, name="rate"),
    path("rate/<class_id:pk>/words/", views.words, name="words"),
    path("teach/offerings/<class_id:pk>/reviews/", views.reviews, name="reviews"),
    path("teach/offerings/<class_id:pk>/ratings/", views.result, name="result"),
    path("scores/", views.scores, name="scores"),
    path("scores/courses/<class_id:pk>/", views.course_log, name="course_log"),
    path("scores/teachers/<str:slug>/", views.teacher_log, name="teacher_log"),
]
