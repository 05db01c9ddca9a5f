// For Duktape, which has no classes and no let: sorts records, renders a template, and walks a maze.
function random(seed) {
    return function () {
        seed = (seed * 1103515245 + 12345) & 0x7fffffff;
        return seed >> 8;
    };
}

function records(count) {
    var next = random(7), all = [], i;
    for (i = 0; i < count; i++)
        all.push({ key: next() % 1000, name: "n" + (next() % 77), left: i });
    all.sort(function (a, b) { return a.key - b.key || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.left - b.left); });
    return all;
}

function render(all) {
    var text = "", i;
    for (i = 0; i < all.length; i++)
        text += "<li id={key}>{name} ({left})</li>".replace(/\{(\w+)\}/g, function (_, key) { return all[i][key]; });
    return text.length;
}

function maze(size) {
    var next = random(5), walls = new Uint8Array(size * size), steps = [], queue = [0], head = 0, at, i;
    var moves = [1, -1, size, -size];
    for (i = 1; i < walls.length; i++)
        walls[i] = next() % 10 < 2 ? 1 : 0;
    steps[0] = 1;
    while (head < queue.length) {
        at = queue[head++];
        for (i = 0; i < 4; i++) {
            var to = at + moves[i];
            if (to < 0 || to >= walls.length || walls[to] || steps[to] || (i < 2 && (to / size | 0) != (at / size | 0)))
                continue;
            steps[to] = steps[at] + 1;
            queue.push(to);
        }
    }
    return queue.length + ":" + steps[queue[queue.length - 1]];
}

var total = 0, round;
for (round = 0; round < 60; round++)
    total += render(records(3000));
print(total, maze(700));
