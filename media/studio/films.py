"""Makes the stand-in films of a course: picture, voice, captions and poster for each chapter.

    python -m media.studio.films courses/vta          makes every chapter's film
    python -m media.studio.films courses/vta k2 k5    makes these

Writes films/<chapter>.mp4, .vtt and .jpg. The words come from course.json, the voice and the pictures from the
storyboards; nothing is filmed, and each film says that an interview will take its place.
"""

import argparse
import json
import re
import subprocess
import tempfile
import wave
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from media.studio import captions
from media.studio.captions import Cue
from media.studio.drawing import HEIGHT, WIDTH
from media.studio.frames import FRAMES_A_SECOND, TITLE_SECONDS, Plan, frames, poster
from media.studio.programs import require_programs, run
from media.studio.storyboards import STORYBOARDS
from media.studio.units import Fields
from media.studio.voice import RATE, SOFTER, Sound, Voice, join, silence, speak

LARGEST = 1_450_000  # bytes; a film may have 1.5 MB
LOUDNESS = -17.0  # LUFS
BEFORE_SPEECH, AFTER_SPEECH = 0.25, 1.9
BETWEEN_SENTENCES, BETWEEN_SHOTS, INSIDE_SENTENCE = 0.42, 0.75, 0.16
QUALITIES = range(22, 38, 2)  # x264's rate factor: the first that fits is taken


@dataclass(frozen=True)
class Speech:
    """A script spoken: the whole sound, when each sentence begins, and each spoken piece with its times."""

    sound: Sound
    starts: tuple[float, ...]
    pieces: tuple[Cue, ...]


def spoken(script: str, voice: Voice, first_of_shot: frozenset[int]) -> Speech:
    """Speak each sentence by itself, so that its times are known exactly, and put them after the title."""
    parts = [silence(TITLE_SECONDS + BEFORE_SPEECH)]
    seconds = parts[0].seconds
    starts: list[float] = []
    pieces: list[Cue] = []
    for number, sentence in enumerate(captions.sentences(script)):
        for part, text in enumerate(captions.pieces(sentence)):
            pause = INSIDE_SENTENCE if part else BETWEEN_SHOTS if number in first_of_shot else BETWEEN_SENTENCES
            if pieces:
                parts.append(silence(pause))
                seconds += parts[-1].seconds
            sound = speak(text, voice)
            if part == 0:
                starts.append(seconds)
            pieces.append(Cue(seconds, seconds + sound.seconds, text))
            parts.append(sound)
            seconds += sound.seconds
    parts.append(silence(AFTER_SPEECH))
    return Speech(join(parts), tuple(starts), tuple(pieces))


def _write_wave(file: Path, sound: Sound) -> None:
    with wave.open(str(file), "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE)
        writer.writeframes(sound.samples.tobytes())


def _gain(file: Path) -> float:
    """How many decibels bring the softened voice to the loudness we want."""
    listen = ["ffmpeg", "-hide_banner", "-nostats", "-i", str(file), "-af", f"{SOFTER},ebur128", "-f", "null", "-"]
    report = subprocess.run(listen, capture_output=True, text=True, check=True).stderr
    return LOUDNESS - float(re.findall(r"I:\s+(-?[\d.]+) LUFS", report)[-1])


def _draw(plan: Plan, file: Path) -> None:
    """The pictures as an uncompressed film, to be pressed together once the size is known."""
    size = f"{WIDTH}x{HEIGHT}"
    command = ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", size]
    command += ["-r", str(FRAMES_A_SECOND), "-i", "-", "-vf", "scale=out_color_matrix=bt709", "-pix_fmt", "yuv420p"]
    command += ["-c:v", "libx264", "-preset", "ultrafast", "-qp", "0", str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as encoder:
        assert encoder.stdin
        for image in frames(plan):
            encoder.stdin.write(image.tobytes())
        encoder.stdin.close()
        if encoder.wait() != 0:
            raise RuntimeError("ffmpeg could not take the pictures")


def _press(pictures: Path, sound: Path, film: Path) -> int:
    """H.264 and AAC in one file that begins to play before it is all there; returns the quality that fitted."""
    filters = f"{SOFTER},volume={_gain(sound):.2f}dB,alimiter=limit=0.84:level=disabled"
    for quality in QUALITIES:
        command = ["ffmpeg", "-v", "error", "-y", "-i", str(pictures), "-i", str(sound), "-af", filters]
        command += ["-c:v", "libx264", "-preset", "slow", "-tune", "animation", "-crf", str(quality)]
        command += ["-profile:v", "high", "-g", str(5 * FRAMES_A_SECOND), "-pix_fmt", "yuv420p", "-threads", "1"]
        command += ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"]
        command += ["-c:a", "aac", "-b:a", "56k", "-ar", "44100", "-ac", "1", "-map_metadata", "-1"]
        command += ["-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"]
        command += ["-metadata:s:a:0", "language=swe", "-movflags", "+faststart", str(film)]
        run(command)
        if film.stat().st_size <= LARGEST:
            return quality
    raise RuntimeError(f"{film.name} does not become small enough")


def make_film(chapter: Fields, folder: Path) -> str:
    """One chapter's film, captions and poster; returns a line that says what came of it."""
    key, film = chapter["id"], chapter["film"]
    board = STORYBOARDS[key]
    speech = spoken(film["script"], board.voice, frozenset(shot.sentence for shot in board.shots))
    plan = Plan(
        chapter=chapter["number"],
        title=film["title"],
        speaker=film["speaker_role"],
        board=board,
        starts=speech.starts,
        seconds=speech.sound.seconds,
    )
    (folder / f"{key}.vtt").write_text(captions.webvtt(captions.cues(speech.pieces)), encoding="utf-8")
    poster(plan).save(folder / f"{key}.jpg", quality=86, optimize=True, progressive=True)
    with tempfile.TemporaryDirectory() as work:
        sound, pictures = Path(work) / "sound.wav", Path(work) / "pictures.mkv"
        _write_wave(sound, speech.sound)
        _draw(plan, pictures)
        quality = _press(pictures, sound, folder / f"{key}.mp4")
    size = (folder / f"{key}.mp4").stat().st_size
    return f"{key}: {plan.seconds:.1f} seconds, {size / 1e6:.2f} MB (quality {quality})"


def main() -> None:
    """Make the films named on the command line."""
    parser = argparse.ArgumentParser(description="Make the stand-in films of a course package.")
    parser.add_argument("course", type=Path, help="the course package's folder, for example courses/vta")
    parser.add_argument("chapters", nargs="*", help="chapters to make, for example k1 k2; all when none is named")
    options = parser.parse_args()
    require_programs()
    course = json.loads((options.course / "course.json").read_text(encoding="utf-8"))
    wanted = [row for row in course["chapters"] if row["id"] in (options.chapters or STORYBOARDS)]
    folder = options.course / "films"
    folder.mkdir(exist_ok=True)
    with ProcessPoolExecutor(max_workers=2) as pool:
        for line in pool.map(make_film, wanted, [folder] * len(wanted)):
            print(line, flush=True)


if __name__ == "__main__":
    main()
