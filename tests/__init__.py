"""The tests mirror the source: tests/content, tests/quizzes, tests/media, tests/lms, and tests/e2e for the browser."""
