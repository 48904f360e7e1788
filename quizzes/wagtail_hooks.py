"""Opens the rooms for questions in Wagtail's admin."""

from wagtail.snippets.models import register_snippet

from quizzes.admin import QuestionsGroup

register_snippet(QuestionsGroup)
