"""The pictures of each film. A scene draws one moment: `scene(canvas, t, beats)`.

`t` is seconds since the scene began; `beats` are the moments at which its sentences begin.
"""
