// Prints what webvtt-parser finds wrong in each named caption file: file, line, message.
const { readFileSync } = require("node:fs");
const { WebVTTParser } = require("webvtt-parser");

const entities = require("webvtt-parser/html-entities.json");
for (const file of process.argv.slice(2)) {
  const { errors } = new WebVTTParser(entities).parse(readFileSync(file, "utf8"), "subtitles/captions/descriptions");
  for (const { line, message } of errors) console.log(`${file}\t${line}\t${message}`);
  console.log(`${file}\tread`);
}
