"""Makes the course's narration: one small MP3 for each reading unit, and a manifest that finds them.

python -m media.studio.narration courses/vta          makes what is missing, removes what is no longer used
python -m media.studio.narration courses/vta --again  makes everything again (after a change of voice)
"""

import argparse
import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from media.speech import speech_hash
from media.studio.programs import require_programs
from media.studio.units import course_units, read_course
from media.studio.voice import Sound, Voice, join, mp3, silence, speak

NARRATOR = Voice(variant="max", pace=150, pitch=46, word_gap=1)
BITRATE = "16k"
GAIN_DB = 5.5  # brings this voice to about −18 LUFS, the same in every file
BEFORE, AFTER = 0.06, 0.22  # seconds of silence, so that units played in a row do not run together

Manifest = dict[str, dict[str, str | float]]


def read_manifest(folder: Path) -> Manifest:
    """What the folder says it holds; nothing when it has no manifest yet."""
    file = folder / "manifest.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, one recording a row, sorted."""
    rows = [f"  {json.dumps(key)}: {json.dumps(manifest[key])}" for key in sorted(manifest)]
    (folder / "manifest.json").write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


def record(text: str) -> Sound:
    """One reading unit, spoken."""
    return join([silence(BEFORE), speak(text, NARRATOR), silence(AFTER)])


def make_narration(course_folder: Path, *, again: bool = False) -> Manifest:
    """Bring the narration folder in line with the course's texts and return its manifest."""
    folder = course_folder / "narration"
    folder.mkdir(exist_ok=True)
    texts = {speech_hash(text): text for text in course_units(*read_course(course_folder))}
    old = {} if again else read_manifest(folder)
    manifest = {key: old[key] for key in texts if key in old and (folder / f"{key}.mp3").exists()}
    missing = [key for key in texts if key not in manifest]
    print(f"{len(texts)} reading units: {len(manifest)} have narration, {len(missing)} are made now.", flush=True)

    def make(key: str) -> tuple[str, float]:
        sound = record(texts[key])
        (folder / f"{key}.mp3").write_bytes(mp3(sound, bitrate=BITRATE, gain_db=GAIN_DB))
        return key, round(sound.seconds, 2)

    with ThreadPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as pool:
        for number, (key, seconds) in enumerate(pool.map(make, missing), start=1):
            manifest[key] = {"file": f"{key}.mp3", "seconds": seconds}
            if number % 100 == 0:
                print(f"  {number} of {len(missing)}", flush=True)
    unused = [file for file in folder.glob("*.mp3") if file.stem not in texts]
    for file in unused:
        file.unlink()
    write_manifest(folder, manifest)
    print(f"{len(unused)} files that no text uses any longer were removed.")
    return manifest


def main() -> None:
    """Make the narration of the course named on the command line."""
    parser = argparse.ArgumentParser(description="Make the narration of a course package.")
    parser.add_argument("course", type=Path, help="the course package's folder, for example courses/vta")
    parser.add_argument("--again", action="store_true", help="make every file again")
    options = parser.parse_args()
    require_programs()
    manifest = make_narration(options.course, again=options.again)
    size = sum((options.course / "narration" / str(row["file"])).stat().st_size for row in manifest.values())
    minutes = sum(float(row["seconds"]) for row in manifest.values()) / 60
    print(f"Narration: {len(manifest)} files, {minutes:.0f} minutes, {size / 1e6:.1f} MB.")


if __name__ == "__main__":
    main()
