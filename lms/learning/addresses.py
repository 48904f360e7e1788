"""Addresses within a course."""

from django.urls import reverse

from content.rules import Chapter
from lms.learning.queries import Learner
from lms.progress.rules import ResumeKind


def chapter_url(learner: Learner, chapter: Chapter, anchor: str = "") -> str:
    """The chapter's address, with the anchor in it."""
    return reverse("chapter", args=[learner.course.slug, chapter.slug]) + (f"#{anchor}" if anchor else "")


def resume_url(learner: Learner) -> str:
    """Where "Fortsätt" goes."""
    there = learner.resume
    if there.kind is ResumeKind.CHAPTER and there.chapter:
        return chapter_url(learner, there.chapter, there.anchor)
    names = {ResumeKind.TEST: "test", ResumeKind.EVALUATION: "evaluation", ResumeKind.DIPLOMA: "diploma"}
    return reverse(names.get(there.kind, "course_page"), args=[learner.course.slug])
