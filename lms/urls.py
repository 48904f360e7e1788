"""The learner's addresses."""

from django.urls import path, re_path

from lms.demo import views as demo
from lms.diplomas import views as diplomas
from lms.enrolment import views as enrolment
from lms.learning import attempt_views, course_views, diploma_views, exercise_views, film_views

urlpatterns = [
    path("mina-kurser/", enrolment.my_courses, name="my_courses"),
    path("kurslank/<slug:token>/", enrolment.course_link, name="course_link"),
    path("kurslank/<slug:token>/in/", enrolment.course_link_enrol, name="course_link_enrol"),
    path("kurs/<slug:course>/ga-med/", enrolment.join_open, name="join_open"),
    path("kurs/<slug:course>/ga-med/in/", enrolment.join_open_enrol, name="join_open_enrol"),
    path("kurs/<slug:course>/fortsatt/", course_views.resume, name="resume"),
    path("kurs/<slug:course>/plats/", course_views.place, name="place"),
    path("kurs/<slug:course>/kapitel/<slug:key>/klart/", course_views.chapter_done, name="chapter_done"),
    path("kurs/<slug:course>/ovning/<slug:exercise>/", exercise_views.exercise, name="exercise"),
    path("kurs/<slug:course>/utkast/<slug:question>/", exercise_views.draft, name="draft"),
    path("kurs/<slug:course>/film/<slug:film>/<slug:part>/", film_views.film_part, name="film"),
    path("kurs/<slug:course>/prov/", attempt_views.test, name="test"),
    path("kurs/<slug:course>/prov/<uuid:uuid>/", attempt_views.attempt, name="attempt"),
    path(
        "kurs/<slug:course>/prov/<uuid:uuid>/utkast/<slug:question>/", attempt_views.attempt_draft, name="attempt_draft"
    ),
    path("kurs/<slug:course>/prov/<uuid:uuid>/resultat/", attempt_views.attempt_result, name="attempt_result"),
    path("kurs/<slug:course>/utvardering/", exercise_views.evaluation, name="evaluation"),
    path("kurs/<slug:course>/diplom/", diploma_views.diploma, name="diploma"),
    path("kurs/<slug:course>/diplom.pdf", diploma_views.diploma_file, name="diploma_file"),
    path("kurs/<slug:course>/metodbok/", diploma_views.method_book, name="method_book"),
    path("kurs/<slug:course>/metodbok/bestall/", diploma_views.method_book_order, name="method_book_order"),
    path("kurs/<slug:course>/metodbok.pdf", diploma_views.method_book_file, name="method_book_file"),
    path("diplom/", diplomas.verify, name="diploma_verify"),
    path("diplom/<str:number>/", diplomas.facts, name="diploma_facts"),
    path("demo/in/<slug:persona>/", demo.become, name="demo_become"),
    path("demo/post/", demo.mail, name="demo_mail"),
    # A course and its chapters are Wagtail pages; their addresses are looked up in one query (docs/decisions/0005).
    re_path(r"^(?P<course>[a-z0-9-]+)/(?P<chapter>[a-z0-9-]+)/$", course_views.chapter, name="chapter"),
    path("<slug:course>/", course_views.course_page, name="course_page"),
]
