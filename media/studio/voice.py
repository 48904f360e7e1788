"""Turns Swedish text into speech with espeak-ng, and speech into a file a browser can play."""

import tempfile
import wave
from array import array
from dataclasses import dataclass
from pathlib import Path

from media.studio.programs import run
from media.studio.pronunciation import spoken_form

RATE = 22_050
QUIET = 260  # samples weaker than this are silence before and after the words
# Calmer to listen to for long: no rumble, less of the synthetic sharpness, one loudness.
SOFTER = "highpass=f=75,equalizer=f=3400:t=q:w=1.2:g=-3,lowpass=f=7200"


@dataclass(frozen=True, kw_only=True)
class Voice:
    """An espeak-ng voice: variant of the Swedish one, words a minute, pitch 0–99, word gap in 10 ms."""

    variant: str
    pace: int = 145
    pitch: int = 50
    word_gap: int = 1


@dataclass(frozen=True)
class Sound:
    """Mono speech, 16-bit, `RATE` samples a second."""

    samples: array

    @property
    def seconds(self) -> float:
        return len(self.samples) / RATE


def silence(seconds: float) -> Sound:
    """So many seconds of nothing."""
    return Sound(array("h", bytes(2 * round(seconds * RATE))))


def join(sounds: list[Sound]) -> Sound:
    """The sounds one after the other."""
    samples = array("h")
    for sound in sounds:
        samples.extend(sound.samples)
    return Sound(samples)


def speak(text: str, voice: Voice) -> Sound:
    """The text spoken, without the silence before and after it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "speech.wav"
        command = ["espeak-ng", "-v", f"sv+{voice.variant}", "-s", str(voice.pace), "-p", str(voice.pitch)]
        command += ["-g", str(voice.word_gap), "-b", "1", "--stdin", "-w", str(file)]
        run(command, data=spoken_form(text).encode("utf-8"))
        with wave.open(str(file), "rb") as reader:
            if reader.getframerate() != RATE or reader.getnchannels() != 1:
                raise RuntimeError(f"espeak-ng spoke at {reader.getframerate()} Hz; {RATE} Hz mono was expected")
            samples = array("h", reader.readframes(reader.getnframes()))
    return _trimmed(samples)


def _trimmed(samples: array) -> Sound:
    loud = [index for index, sample in enumerate(samples) if abs(sample) > QUIET]
    if not loud:
        return Sound(samples)
    margin = RATE // 50
    return Sound(samples[max(0, loud[0] - margin) : loud[-1] + 2 * margin])


def mp3(sound: Sound, *, bitrate: str, gain_db: float) -> bytes:
    """The sound as a small mono MP3, the same bytes every time."""
    filters = f"{SOFTER},volume={gain_db}dB,alimiter=limit=0.82:level=disabled"
    command = ["ffmpeg", "-v", "error", "-f", "s16le", "-ar", str(RATE), "-ac", "1", "-i", "-", "-af", filters]
    command += ["-c:a", "libmp3lame", "-b:a", bitrate, "-map_metadata", "-1", "-id3v2_version", "0"]
    command += ["-write_xing", "0", "-fflags", "+bitexact", "-flags:a", "+bitexact", "-f", "mp3", "-"]
    return run(command, data=sound.samples.tobytes())
