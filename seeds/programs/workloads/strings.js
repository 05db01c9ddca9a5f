// Builds, splits, searches and replaces strings: a small text formatter and its index.
const WORDS = "module memory table global function local block loop branch call value type index offset align".split(" ");

function page(number, lines) {
    let text = "";
    for (let line = 0; line < lines; line++) {
        const words = [];
        for (let i = 0; i < 12; i++)
            words.push(WORDS[(number * 7 + line * 5 + i * 3) % WORDS.length] + (i % 4 == 3 ? "," : ""));
        text += words.join(" ") + ".\n";
    }
    return text;
}

function format(text, width) {
    const lines = [];
    let line = "";
    for (const word of text.split(/\s+/)) {
        if (line.length + word.length + 1 > width) {
            lines.push(line.padEnd(width, " ") + "|");
            line = "";
        }
        line += (line ? " " : "") + word;
    }
    lines.push(line);
    return lines.join("\n");
}

function index(text, counts) {
    const lower = text.toLowerCase().replace(/[.,]/g, "");
    for (const word of WORDS)
        for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1))
            counts[word] = (counts[word] || 0) + 1;
}

function hash(text) {
    let value = 5381;
    for (let i = 0; i < text.length; i++)
        value = (value * 33 + text.charCodeAt(i)) | 0;
    return value;
}

const counts = {};
let sum = 0;
for (let number = 0; number < 5000; number++) {
    const text = format(page(number, 20), 64);
    index(text, counts);
    sum = (sum + hash(text)) | 0;
}
print(sum, JSON.stringify(counts));
