"""Makes the course's stand-in films and its narration. Run by hand, never by the website.

Needs espeak-ng and ffmpeg (system programs) and Pillow; the website needs none of them.
"""
